import type { SparkRun } from "#components/run-spark";
import type { RunSummary } from "#lib/runs/schema";

/** A run as its bar in a row of runs. */
export function asSpark(run: RunSummary): SparkRun {
  const { number, state, startedAt, endedAt, archive } = run;
  const durationMs = startedAt && endedAt ? endedAt.getTime() - startedAt.getTime() : null;
  return { number, state, durationMs, kept: archive !== null };
}
