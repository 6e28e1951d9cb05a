import type { ComponentProps } from "react";
import { DurationBar } from "#components/duration-bar";
import { formatBytes, formatCount, plural } from "#components/format";
import { Link } from "#components/link";
import { RunStatus } from "#components/status";
import { Time } from "#components/time";
import { Cell, SubLine, TableRow } from "#components/ui/table";
import type { RunSummary } from "#lib/runs/schema";
import { LiveShare } from "./live-share.tsx";
import { triggerWords } from "./words.ts";

interface RunRowProps {
  run: RunSummary;
  bar: ComponentProps<typeof DurationBar>;
}

/** A run in one line; a card on a phone. */
export function RunRow({ run, bar }: RunRowProps) {
  const { archive } = run;
  return (
    <TableRow>
      <Cell className="max-md:col-start-1 max-md:row-start-2 max-md:text-xs">
        <RunStatus state={run.state} short />
      </Cell>
      <Cell className="max-md:col-start-1 max-md:row-start-1 max-md:truncate">
        <Link
          data-row-link
          href={`/runs/${run.number}`}
          className="font-medium whitespace-nowrap hover:underline"
        >
          {run.limitedTo === null ? run.plan.name : plural(run.limitedTo, "device")}
          <span className="font-normal text-muted-foreground"> run {formatCount(run.number)}</span>
        </Link>
      </Cell>
      <Cell className="whitespace-nowrap max-md:col-start-2 max-md:row-start-1 max-md:text-right max-md:text-xs">
        <Time at={run.startedAt ?? run.queuedAt} />
        <SubLine className="max-md:hidden">{triggerWords[run.trigger]}</SubLine>
      </Cell>
      <Cell className="max-md:col-span-2 max-md:row-start-4 max-md:group-data-cards/table:pt-1">
        {run.state === "running" ? <LiveShare run={run} /> : <DurationBar {...bar} />}
      </Cell>
      <Cell className="text-muted-foreground max-md:col-span-2 max-md:row-start-3 max-md:text-xs md:min-w-48">
        <span className="line-clamp-2 text-pretty wrap-anywhere">{resultOf(run)}</span>
      </Cell>
      <Cell
        numeric
        className="whitespace-nowrap max-md:col-start-2 max-md:row-start-2 max-md:text-xs"
      >
        {archive ? (
          <>
            <span className={archive.letGoAt ? "text-muted-foreground" : "font-medium"}>
              {formatBytes(archive.bytes)}
            </span>
            <SubLine className="max-md:hidden">
              {plural(archive.entries, "entry", "entries")}
            </SubLine>
          </>
        ) : (
          <span className="text-muted-foreground max-md:sr-only">
            {run.limitedTo === null || run.state === "failed" ? "nothing" : "versions"}
          </span>
        )}
      </Cell>
    </TableRow>
  );
}

/** What there is to know about how it went; the kept sizes stand beside it. */
function resultOf(run: RunSummary): string {
  if (run.state === "queued") return run.waitingFor ?? "Waits for the worker to take it.";
  if (run.state === "running") {
    return run.cancelRequestedAt ? "Is being cancelled." : (run.progress?.step ?? "Starting");
  }
  if (run.error) return run.error.sentence;
  const { archive } = run;
  const said = [
    archive && archive.without.length > 0 ? `Without ${archive.without.join(", ")}` : null,
    run.warningCount > 0 ? plural(run.warningCount, "warning") : null,
    archive?.letGoAt ? "Archive let go since" : null,
    archive?.damaged ? "Archive damaged" : null,
  ].filter((part) => part !== null);
  if (said.length > 0) return said.join(". ");
  return archive?.verifiedAt ? "Verified" : "";
}
