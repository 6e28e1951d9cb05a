import { sha256Fact } from "#components/archive-sha256";
import { formatBytes, formatCount, formatDuration, plural } from "#components/format";
import { ArchiveStatus } from "#components/status";
import { Time } from "#components/time";
import { Card, CardBody } from "#components/ui/card";
import { KeyValues } from "#components/ui/facts";
import type { Context } from "#lib/context";
import { findArchive } from "#lib/runs";
import type { RunArchive, RunDetail } from "#lib/runs/schema";
import { keptAsSentence, standingOf } from "../../archives/words.ts";
import { durationMsOf } from "../words.ts";
import { Growth, throughput } from "./growth.tsx";

interface KeptCardProps {
  ctx: Context;
  run: RunDetail;
  archive: RunArchive;
}

/** What a run kept, and how far it can be relied on. */
export async function KeptCard({ ctx, run, archive }: KeptCardProps) {
  const detail = await findArchive(ctx, run.id);
  const took = durationMsOf(run, ctx.clock.now());
  return (
    <Card aria-label="What was kept">
      <CardBody className="grid gap-x-8 gap-y-4 md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)] md:px-5">
        <div className="flex flex-col gap-2">
          <p className="text-xl tabular-nums">
            <span className="font-semibold">{formatCount(archive.entries)}</span>{" "}
            <span className="text-base text-muted-foreground">
              {archive.entries === 1 ? "entry" : "entries"}, {formatBytes(archive.contentBytes)}
            </span>
          </p>
          <Growth archive={archive} />
          <p>
            <ArchiveStatus archive={archive} />
          </p>
          <p className="max-w-136 text-pretty text-muted-foreground">{standingOf(archive)}</p>
        </div>
        <KeyValues
          className="content-start"
          items={[
            {
              label: "Verified",
              value: archive.verifiedAt ? (
                <Time at={archive.verifiedAt} as="absolute" />
              ) : (
                "not yet read back"
              ),
            },
            {
              label: "Took",
              value: `${took === null ? "–" : formatDuration(took)}${
                run.usualMs === null ? "" : `, usually ${formatDuration(run.usualMs)}`
              }`,
            },
            { label: "Throughput", value: throughput(archive, took) },
            { label: "As ZIP", value: formatBytes(archive.bytes) },
            { label: "Kept as", value: detail ? keptAsSentence(detail) : "–" },
            { label: "Not read", value: notRead(run, archive) },
            sha256Fact(archive),
          ]}
        />
      </CardBody>
    </Card>
  );
}

function notRead(run: RunDetail, archive: RunArchive): string {
  // That it was flagged is a warning too, and hides nothing.
  const warnings = run.warningCount - (archive.flag ? 1 : 0);
  const parts = [
    archive.without.length > 0 ? plural(archive.without.length, "source") : null,
    warnings > 0 ? plural(warnings, "warning") : null,
  ].filter((part) => part !== null);
  return parts.join(", ") || "nothing; all of it is there";
}
