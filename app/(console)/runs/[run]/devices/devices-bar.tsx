import { formatCount, formatDuration, plural } from "#components/format";
import { Glyph, type GlyphName } from "#components/glyph";
import { Duration } from "#components/time";
import { Card, CardBody } from "#components/ui/card";
import { ShareBar } from "#components/ui/progress";
import type { RunDetail, RunDeviceState } from "#lib/runs/schema";
import { durationMsOf } from "../../words.ts";

type Counts = Record<RunDeviceState, number>;

/** One bar for all devices of a run: what gave a text, what did not, what is still to come. */
export function DevicesBar({ run, counts, now }: { run: RunDetail; counts: Counts; now: Date }) {
  const { waiting, collecting, kept, unchanged, quarantined, failed } = counts;
  const total = waiting + collecting + kept + unchanged + quarantined + failed;
  const good = kept + unchanged;
  const shares = [
    { key: "good", amount: good, className: "bg-success-mark" },
    { key: "quarantined", amount: quarantined, className: "bg-quarantine-mark" },
    { key: "failed", amount: failed, className: "bg-failure-mark" },
    { key: "collecting", amount: collecting, className: "bg-running-mark" },
    { key: "waiting", amount: waiting, className: "bg-accent" },
  ];
  return (
    <Card aria-label="Devices">
      <CardBody className="flex flex-col gap-3 md:px-5">
        <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 tabular-nums">
          <p className="text-xl">
            <span className="font-semibold">{formatCount(good)}</span>{" "}
            <span className="text-base text-muted-foreground">
              of {plural(total, "device")} kept
            </span>
          </p>
          <p className="text-muted-foreground">
            <Took run={run} now={now} />
          </p>
        </div>
        <ShareBar shares={shares} className="h-2.5" />
        <ul className="flex flex-wrap gap-x-5 gap-y-1.5 text-muted-foreground tabular-nums">
          <Part glyph="run-succeeded" color="text-success" count={good} show>
            kept, {formatCount(kept)} of them changed
          </Part>
          <Part glyph="version-quarantined" color="text-quarantine" count={quarantined}>
            quarantined
          </Part>
          <Part glyph="run-failed" color="text-failure" count={failed}>
            failed
          </Part>
          <Part glyph="run-running" color="text-running" count={collecting}>
            collecting
          </Part>
          <Part glyph="run-queued" color="text-neutral" count={waiting}>
            waiting
          </Part>
        </ul>
      </CardBody>
    </Card>
  );
}

function Took({ run, now }: { run: RunDetail; now: Date }) {
  if (run.startedAt && !run.endedAt) {
    return (
      <>
        <Duration from={run.startedAt} until={null} /> so far
      </>
    );
  }
  const took = durationMsOf(run, now);
  return took === null ? null : `Took ${formatDuration(took)}`;
}

function Part({
  glyph,
  color,
  count,
  show = false,
  children,
}: {
  glyph: GlyphName;
  color: string;
  count: number;
  show?: boolean;
  children: React.ReactNode;
}) {
  if (count === 0 && !show) return null;
  return (
    <li className="flex items-center gap-1.5">
      <Glyph name={glyph} className={`size-4 ${color}`} />
      <span>
        <b className="font-strong text-foreground">{formatCount(count)}</b> {children}
      </span>
    </li>
  );
}
