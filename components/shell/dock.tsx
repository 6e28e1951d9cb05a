"use client";

import { formatPercent } from "../format.ts";
import { Link } from "../link.tsx";
import { progressText, RunProgressBar, remainingText } from "../live-progress.tsx";
import { useLiveRuns } from "../live-runs.tsx";

/** The run that goes on, on every page. */
export function Dock() {
  const runs = useLiveRuns();
  const [run] = runs;
  if (!run) return null;
  const { progress } = run;
  const more = runs.length > 1 ? `, and ${runs.length - 1} more` : "";
  return (
    <Link
      href={`/runs/${run.number}`}
      className="mt-2 block rounded-lg border border-sidebar-border bg-card px-3 pt-2.5 pb-3 text-xs text-foreground tabular-nums hover:border-input max-lg:hidden"
    >
      <span className="flex items-center gap-2">
        <LiveDot />
        <span className="min-w-0 truncate font-medium">
          {run.planName}
          {more}
        </span>
        {progress?.fraction == null ? null : (
          <span className="ml-auto text-muted-foreground">{formatPercent(progress.fraction)}</span>
        )}
      </span>
      <RunProgressBar planName={run.planName} progress={progress} className="my-2" />
      <span className="flex justify-between gap-2 text-muted-foreground">
        <span className="truncate">{progressText(progress)}</span>
        <span className="whitespace-nowrap">{remainingText(progress)}</span>
      </span>
    </Link>
  );
}

/** Blue means now. */
export function LiveDot() {
  return (
    <span
      aria-hidden="true"
      className="size-1.75 flex-none rounded-full bg-running-mark motion-safe:animate-pulse"
    />
  );
}

/** How many runs go on, beside the word Runs. */
export function LiveRunCount() {
  const { length } = useLiveRuns();
  if (length === 0) return null;
  return (
    <span className="ml-auto flex items-center gap-1.5 text-xs text-muted-foreground tabular-nums max-lg:hidden">
      <LiveDot />
      {length}
      <span className="sr-only"> running</span>
    </span>
  );
}
