import type { RunState } from "#lib/runs/schema";
import { plural } from "./format.ts";
import { runLooks } from "./status.tsx";
import { cn } from "./ui/cn.ts";

/** As many runs are drawn. */
const runsShown = 20;
const step = 5.2;
const bar = 3.6;
const base = 15;
const tallest = 13;
const shortest = 3;

export interface SparkRun {
  number: number;
  state: RunState;
  /** `null` while it goes on or when it never began. */
  durationMs: number | null;
  /** Whether it kept an archive. */
  kept: boolean;
}

/**
 * The last 20 runs, oldest first: a bar up kept an archive and its height is how long it took, a bar
 * down kept nothing, a foot below a bar is a warning. Readable without its colours.
 */
export function RunSpark({ runs, className }: { runs: SparkRun[]; className?: string }) {
  const shown = runs.slice(-runsShown);
  const longest = Math.max(1, ...shown.map((run) => run.durationMs ?? 0));
  const offset = runsShown - shown.length;
  return (
    <svg
      viewBox={`0 0 ${runsShown * step} 22`}
      role="img"
      aria-label={finding(shown)}
      className={cn("block h-5.5 w-26", className)}
    >
      <path d={emptyPlaces(offset)} className="fill-border" />
      {shown.map((run, index) => (
        <Bar key={run.number} run={run} x={(offset + index) * step} longest={longest} />
      ))}
    </svg>
  );
}

function emptyPlaces(count: number): string {
  const places = Array.from({ length: count }, (_, slot) => slot * step);
  return places.map((x) => `M${x} ${base - 0.5}h${bar}v1h-${bar}z`).join("");
}

function Bar({ run, x, longest }: { run: SparkRun; x: number; longest: number }) {
  if (run.state === "running" || run.state === "queued") {
    return <rect x={x} y={base - 8} width={bar} height="8" rx="1" className="fill-running-mark" />;
  }
  if (!run.kept) {
    const ink = run.state === "cancelled" ? "fill-neutral-mark" : "fill-failure-mark";
    return <rect x={x} y={base + 1} width={bar} height="5.5" rx="1" className={ink} />;
  }
  const height = shortest + ((run.durationMs ?? 0) / longest) * (tallest - shortest);
  const warned = run.state !== "succeeded";
  return (
    <g className={warned ? "fill-warning-mark" : "fill-success-mark"}>
      <rect x={x} y={base - height} width={bar} height={height} rx="1" />
      {warned ? <rect x={x} y={base + 1.5} width={bar} height="2" rx="1" /> : null}
    </g>
  );
}

function finding(runs: SparkRun[]): string {
  const last = runs.at(-1);
  if (!last) return "No run yet";
  const kept = runs.filter((run) => run.kept).length;
  const word = runLooks[last.state].word.toLowerCase();
  return `Last ${plural(runs.length, "run")}: ${kept} kept an archive. The newest: ${word}.`;
}
