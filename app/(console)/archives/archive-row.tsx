import { Download, Pin } from "lucide-react";
import { formatBytes, formatCount } from "#components/format";
import { Link } from "#components/link";
import { ArchiveStatus } from "#components/status";
import { Time } from "#components/time";
import { buttonVariants } from "#components/ui/button";
import { Cell, SubLine, TableRow } from "#components/ui/table";
import type { ArchiveSummary } from "#lib/runs/schema";
import { keptAsSentence, unbroken } from "./words.ts";

/** An archive in one line; a card on a phone. */
export function ArchiveRow({ archive }: { archive: ArchiveSummary }) {
  const { run, plan } = archive;
  const what = `${plan.name} run ${formatCount(run.number)}`;
  return (
    <TableRow>
      <Cell className="max-md:col-start-1 max-md:row-start-2 max-md:text-xs">
        <ArchiveStatus archive={archive} />
      </Cell>
      <Cell className="max-md:col-start-1 max-md:row-start-1">
        <Link
          data-row-link
          href={`/archives/${run.number}`}
          className="font-medium hover:underline"
        >
          {plan.name}{" "}
          <span className="font-normal whitespace-nowrap text-muted-foreground">
            run {formatCount(run.number)}
          </span>
        </Link>
        {archive.without.length > 0 && !archive.letGoAt ? (
          <SubLine className="text-warning">without {archive.without.join(", ")}</SubLine>
        ) : null}
        {archive.flag && !archive.flag.accepted && !archive.letGoAt ? (
          <SubLine className="text-quarantine">{unbroken(archive.flag.sentence)}</SubLine>
        ) : null}
        {archive.pinnedAt || archive.note ? <NoteLine archive={archive} /> : null}
        {archive.damaged ? <SubLine className="text-failure">{archive.damaged}</SubLine> : null}
      </Cell>
      <Cell className="whitespace-nowrap max-md:col-start-1 max-md:row-start-3 max-md:text-xs">
        <span className="md:hidden">Made </span>
        <Time at={archive.createdAt} />
      </Cell>
      <Cell
        numeric
        className="max-md:col-start-2 max-md:row-start-2 max-md:text-xs max-md:text-muted-foreground"
      >
        {formatCount(archive.entries)}
        <span className="md:hidden"> {archive.entries === 1 ? "entry" : "entries"}</span>
      </Cell>
      <Cell numeric className="font-medium whitespace-nowrap max-md:col-start-2 max-md:row-start-1">
        {formatBytes(archive.bytes)}
      </Cell>
      <Cell className="text-muted-foreground max-md:col-start-1 max-md:row-start-4 max-md:text-xs">
        {archive.letGoAt ? (archive.letGoBecause ?? "let go") : keptAsSentence(archive)}
      </Cell>
      <Cell className="text-right max-md:col-start-2 max-md:row-span-2 max-md:row-start-3 max-md:self-end">
        {archive.letGoAt ? null : (
          <a
            href={`/api/archives/${run.number}`}
            download
            aria-label={`Download the ZIP of ${what}, ${formatBytes(archive.bytes)}`}
            title={`Download ZIP, ${formatBytes(archive.bytes)}`}
            className={buttonVariants({ variant: "ghost", size: "sm", shape: "square" })}
          >
            <Download aria-hidden="true" />
          </a>
        )}
      </Cell>
    </TableRow>
  );
}

/** The pin, and the note in one line. */
function NoteLine({ archive }: { archive: ArchiveSummary }) {
  return (
    <SubLine className="flex items-center gap-1">
      {archive.pinnedAt ? (
        <>
          <Pin aria-hidden="true" className="size-3.5 flex-none" />
          <span className="sr-only">Pinned.</span>
        </>
      ) : null}
      <span className="min-w-0 truncate">{archive.note ?? `pinned by ${archive.pinnedBy}`}</span>
    </SubLine>
  );
}
