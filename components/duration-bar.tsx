import type { RunState } from "#lib/runs/schema";
import { formatDuration } from "./format.ts";
import { cn } from "./ui/cn.ts";

const fills: Partial<Record<RunState, string>> = {
  running: "bg-running-mark",
  interrupted: "bg-warning-mark",
  failed: "bg-failure-mark",
  cancelled: "bg-[repeating-linear-gradient(90deg,var(--neutral-mark)_0_2px,transparent_2px_4px)]",
};

interface DurationBarProps {
  /** `null`: it never began. */
  ms: number | null;
  /** How long such a run usually takes; drawn as a tick. `null`: not known yet. */
  usualMs: number | null;
  /** The longest of the table, so that all bars of it are to one scale. */
  scaleMs: number;
  state: RunState;
}

export function DurationBar({ ms, usualMs, scaleMs, state }: DurationBarProps) {
  const share = (value: number) => `${Math.min(100, (value / Math.max(1, scaleMs)) * 100)}%`;
  return (
    <span className="flex items-center gap-2.5 whitespace-nowrap">
      <span
        aria-hidden="true"
        className="relative h-2 w-24 flex-none rounded-xs bg-muted max-md:w-auto max-md:flex-1"
      >
        {ms === null ? null : (
          <span
            data-bar
            className={cn(
              "absolute inset-y-0 left-0 rounded-xs",
              fills[state] ?? "bg-neutral-mark",
            )}
            style={{ width: share(ms), minWidth: 2 }}
          />
        )}
        {usualMs === null ? null : (
          <span
            className="absolute -inset-y-0.75 w-0.5 -translate-x-px bg-foreground"
            style={{ left: share(usualMs) }}
          />
        )}
      </span>
      <span className="text-muted-foreground tabular-nums">
        {ms === null ? "–" : formatDuration(ms)}
      </span>
    </span>
  );
}
