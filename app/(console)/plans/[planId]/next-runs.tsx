"use client";

import { useNow } from "#components/clock";
import { dayKey, formatAbsolute, formatAge, formatTime, formatWeekday } from "#components/format";
import { cn } from "#components/ui/cn";

const dayMs = 86_400_000;

/** Times in the plan's zone, as beads on a string, with how long it is until then. */
export function NextRuns({ times, timeZone }: { times: Date[]; timeZone: string }) {
  const now = useNow();
  return (
    <ol className="py-2">
      {times.map((at, index) => (
        <li
          key={at.getTime()}
          className={cn(
            "relative grid grid-cols-[0.5rem_minmax(0,1fr)_auto] items-baseline gap-x-3 px-4 py-1.25",
            "not-last:after:absolute not-last:after:top-4 not-last:after:-bottom-2",
            "not-last:after:left-[calc(1.25rem-0.5px)] not-last:after:w-px not-last:after:bg-border",
          )}
        >
          <span
            aria-hidden="true"
            className={cn(
              "z-1 size-2 self-center rounded-full border-[1.5px]",
              index === 0 ? "border-running-mark bg-running-mark" : "border-neutral-mark bg-card",
            )}
          />
          <time dateTime={at.toISOString()} data-absolute={formatAbsolute(at, timeZone)}>
            <span className="font-strong">{formatTime(at, timeZone)}</span>{" "}
            <span className="text-muted-foreground">{dayWords(at, now, timeZone)}</span>
          </time>
          <span className="text-xs text-muted-foreground tabular-nums">
            in {formatAge(Math.max(0, at.getTime() - now.getTime()))}
          </span>
        </li>
      ))}
    </ol>
  );
}

function dayWords(at: Date, now: Date, timeZone: string): string {
  const day = dayKey(at, timeZone);
  if (day === dayKey(now, timeZone)) return "today";
  if (day === dayKey(new Date(now.getTime() + dayMs), timeZone)) return "tomorrow";
  return formatWeekday(at, now, timeZone);
}
