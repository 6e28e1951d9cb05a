import type { Tone } from "./ui/badge.tsx";
import { cn } from "./ui/cn.ts";

/** As many bars are drawn. */
export const sparkBars = 20;
const step = 5.2;
const width = 3.6;
const base = 15;
const tallest = 13;
const shortest = 3;

/** One attempt in a row of them. */
export interface SparkBar {
  key: string | number;
  /** `up`: something was kept, `down`: nothing was, `now`: it goes on. */
  points: "up" | "down" | "now";
  tone: Exclude<Tone, "running">;
  /** How long it took; `null`: not known. */
  durationMs: number | null;
  /** A mark below the line: it was kept with a warning. */
  foot?: boolean;
}

const fills: Record<SparkBar["tone"], string> = {
  neutral: "fill-neutral-mark",
  success: "fill-success-mark",
  warning: "fill-warning-mark",
  failure: "fill-failure-mark",
  quarantine: "fill-quarantine-mark",
};

/**
 * The last 20 attempts, oldest first: height is how long each took. Readable without its colours; the
 * finding is its label.
 */
export function Spark({
  bars,
  label,
  className,
}: {
  bars: readonly SparkBar[];
  label: string;
  className?: string | undefined;
}) {
  const shown = bars.slice(-sparkBars);
  const longest = Math.max(1, ...shown.map(({ durationMs }) => durationMs ?? 0));
  const offset = sparkBars - shown.length;
  return (
    <svg
      viewBox={`0 0 ${sparkBars * step} 22`}
      role="img"
      aria-label={label}
      className={cn("block h-5.5 w-26", className)}
    >
      <path d={emptyPlaces(offset)} className="fill-border" />
      {shown.map((bar, index) => (
        <Bar key={bar.key} bar={bar} x={(offset + index) * step} longest={longest} />
      ))}
    </svg>
  );
}

function emptyPlaces(count: number): string {
  const places = Array.from({ length: count }, (_, slot) => slot * step);
  return places.map((x) => `M${x} ${base - 0.5}h${width}v1h-${width}z`).join("");
}

function Bar({ bar, x, longest }: { bar: SparkBar; x: number; longest: number }) {
  const at = { x, width, rx: 1 };
  if (bar.points === "now") {
    return <rect {...at} y={base - 8} height="8" className="fill-running-mark" />;
  }
  if (bar.points === "down") {
    return <rect {...at} y={base + 1} height="5.5" className={fills[bar.tone]} />;
  }
  const height = shortest + ((bar.durationMs ?? 0) / longest) * (tallest - shortest);
  return (
    <g className={fills[bar.tone]}>
      <rect {...at} y={base - height} height={height} />
      {bar.foot ? <rect {...at} y={base + 1.5} height="2" /> : null}
    </g>
  );
}
