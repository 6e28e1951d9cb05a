"use client";

import { Glyph } from "./glyph.tsx";
import { Link } from "./link.tsx";
import { progressText, RunProgressBar, remainingText } from "./live-progress.tsx";
import { useLiveRuns } from "./live-runs.tsx";

/** The runs that go on, each with how far it is. */
export function RunningNow() {
  const runs = useLiveRuns();
  if (runs.length === 0) return null;
  return (
    <ul className="divide-y border-b">
      {runs.map((run) => (
        <li key={run.id} className="px-4 pt-3.5 pb-3">
          <div className="flex items-center gap-2">
            <Glyph name="run-running" label="Running" className="text-running" />
            <Link href={`/runs/${run.number}`} className="truncate font-medium hover:underline">
              {run.planName}
            </Link>
            <span className="ml-auto text-xs whitespace-nowrap text-muted-foreground tabular-nums">
              {progressText(run.progress)}
            </span>
          </div>
          <RunProgressBar planName={run.planName} progress={run.progress} className="mt-2" />
          <p className="mt-1.75 text-xs text-muted-foreground tabular-nums">
            {[run.progress?.step, remainingText(run.progress)].filter(Boolean).join(", ") ||
              "Starting"}
          </p>
        </li>
      ))}
    </ul>
  );
}
