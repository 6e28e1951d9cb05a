"use client";

import { RunProgressBar, remainingText } from "#components/live-progress";
import { useLiveRuns } from "#components/live-runs";
import type { RunSummary } from "#lib/runs/schema";

/** How far a running run is, in the place of its duration. */
export function LiveShare({ run }: { run: Pick<RunSummary, "id" | "plan" | "progress"> }) {
  const live = useLiveRuns().find(({ id }) => id === run.id);
  const progress = live?.progress ?? run.progress;
  return (
    <span className="flex items-center gap-2.5 whitespace-nowrap">
      <span className="w-24 flex-none max-md:w-auto max-md:flex-1">
        <RunProgressBar planName={run.plan.name} progress={progress} className="h-2" />
      </span>
      <span className="text-muted-foreground tabular-nums">{remainingText(progress)}</span>
    </span>
  );
}
