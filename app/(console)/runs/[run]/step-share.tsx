"use client";

import { formatBytes, formatCount } from "#components/format";
import { useLiveRuns } from "#components/live-runs";
import { Progress } from "#components/ui/progress";
import type { RunProgress, RunStep } from "#lib/runs/schema";

/** How far the step under way is. */
export function StepShare({ runId, step }: { runId: string; step: RunStep }) {
  const live = useLiveRuns().find(({ id }) => id === runId)?.progress;
  const own = live && live.step === step.name ? live : null;
  const entries = own?.entriesDone ?? step.counts.entries;
  const bytes = own?.bytesDone ?? step.counts.bytes;
  const share = own && step.kind !== "source" ? shareOf(own) : null;
  const text = `${formatCount(entries)}${
    own?.entriesTotal == null || share === null ? "" : ` of ${formatCount(own.entriesTotal)}`
  } ${entries === 1 && share === null ? "entry" : "entries"}, ${formatBytes(bytes)}`;
  return (
    <>
      <p className="text-xs text-muted-foreground tabular-nums">{text}</p>
      {share === null ? null : (
        <Progress label={step.name} value={share} text={text} className="mt-1.5" />
      )}
    </>
  );
}

/** Bytes say more than entries where there are any. */
function shareOf({ bytesDone, bytesTotal, entriesDone, entriesTotal }: RunProgress): number | null {
  if (bytesTotal) return bytesDone / bytesTotal;
  return entriesTotal ? entriesDone / entriesTotal : null;
}
