"use client";

import { formatBytes, formatCount, formatDuration, plural } from "#components/format";
import { RunProgressBar, remainingText } from "#components/live-progress";
import { useLiveRuns } from "#components/live-runs";
import { Duration } from "#components/time";
import { Card, CardBody } from "#components/ui/card";
import type { RunDetail, RunProgress } from "#lib/runs/schema";

/** How far a run is, in numbers that come with its events. */
export function RunNow({ run }: { run: RunDetail }) {
  const live = useLiveRuns().find(({ id }) => id === run.id);
  const progress = live?.progress ?? run.progress;
  const left = remainingText(progress);
  return (
    <Card aria-label="Progress">
      <CardBody className="flex flex-col gap-3 md:px-5">
        <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 tabular-nums">
          <p className="text-xl">
            <Count progress={progress} />
          </p>
          <p className="text-muted-foreground">
            {left ? <b className="font-strong text-foreground">{left}</b> : null}
            {run.startedAt ? (
              <>
                {left ? ", " : null}
                <Duration from={run.startedAt} until={null} /> so far.
              </>
            ) : null}
            {run.usualMs === null ? null : ` Usually ${formatDuration(run.usualMs)}.`}
          </p>
        </div>
        <RunProgressBar planName={run.plan.name} progress={progress} className="h-2.5" />
        <Tally progress={progress} run={run} />
      </CardBody>
    </Card>
  );
}

function Count({ progress }: { progress: RunProgress | null }) {
  if (!progress) return <span className="text-muted-foreground">Starting</span>;
  const { entriesDone, entriesTotal } = progress;
  const total =
    entriesTotal === null
      ? `${entriesDone === 1 ? "entry" : "entries"} counted`
      : `of ${plural(entriesTotal, "entry", "entries")}`;
  return (
    <>
      <span className="font-semibold">{formatCount(entriesDone)}</span>{" "}
      <span className="text-base text-muted-foreground">{total}</span>
    </>
  );
}

function Tally({ progress, run }: { progress: RunProgress | null; run: RunDetail }) {
  if (!progress) return null;
  const { step, bytesDone, bytesTotal } = progress;
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1.5 text-muted-foreground tabular-nums">
      <li>
        Step <b className="font-strong text-foreground">{step || "Prepare"}</b>
      </li>
      <li>
        <b className="font-strong text-foreground">{formatBytes(bytesDone)}</b>
        {bytesTotal === null ? " read" : ` of ${formatBytes(bytesTotal)}`}
      </li>
      {run.warningCount > 0 ? <li>{plural(run.warningCount, "warning")}</li> : null}
    </ul>
  );
}
