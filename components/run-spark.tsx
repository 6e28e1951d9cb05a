import type { RunState } from "#lib/runs/schema";
import { plural } from "./format.ts";
import { Spark, type SparkBar, sparkBars } from "./spark.tsx";
import { runLooks } from "./status.tsx";

export interface SparkRun {
  number: number;
  state: RunState;
  /** `null` while it goes on or when it never began. */
  durationMs: number | null;
  /** Whether it kept an archive. */
  kept: boolean;
}

/** The last 20 runs, oldest first: a bar up kept an archive, a foot below a bar is a warning. */
export function RunSpark({ runs, className }: { runs: SparkRun[]; className?: string }) {
  const shown = runs.slice(-sparkBars);
  return <Spark bars={shown.map(barOf)} label={finding(shown)} className={className} />;
}

function barOf({ number: key, state, durationMs, kept }: SparkRun): SparkBar {
  if (state === "running" || state === "queued") {
    return { key, durationMs, points: "now", tone: "neutral" };
  }
  if (!kept) {
    const tone = state === "cancelled" ? "neutral" : "failure";
    return { key, durationMs, points: "down", tone };
  }
  const warned = state !== "succeeded";
  return { key, durationMs, points: "up", tone: warned ? "warning" : "success", foot: warned };
}

function finding(runs: SparkRun[]): string {
  const last = runs.at(-1);
  if (!last) return "No run yet";
  const kept = runs.filter((run) => run.kept).length;
  const word = runLooks[last.state].word.toLowerCase();
  return `Last ${plural(runs.length, "run")}: ${kept} kept an archive. The newest: ${word}.`;
}
