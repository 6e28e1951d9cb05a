"use client";

import { useClock, useNow } from "./clock.tsx";
import {
  formatAbsolute,
  formatAge,
  formatDay,
  formatDuration,
  formatMoment,
  formatRelative,
  formatSoon,
  formatTime,
  formatWeekday,
} from "./format.ts";

type Form =
  /** "3 h ago", "in 8 min", "8 Nov". */
  | "relative"
  /** "14:30", on another day "8 Nov 10:30". */
  | "moment"
  /** "14:30" within a day, "18 Nov 02:00" beyond. */
  | "soon"
  /** "14:30". */
  | "clock"
  /** "14:30:07". */
  | "seconds"
  /** "8 Nov". */
  | "day"
  /** "Wed 18 Nov". */
  | "weekday"
  /** "17 Nov 2026, 14:31:02, Berlin, UTC+1". */
  | "absolute";

/** A moment. All of it, with its zone, shows on hover, focus and long press (see `TimeTip`). */
export function Time({
  at,
  as = "relative",
  className,
}: {
  at: Date;
  as?: Form;
  className?: string;
}) {
  const { timeZone } = useClock();
  const now = useNow();
  return (
    <time
      dateTime={at.toISOString()}
      data-absolute={formatAbsolute(at, timeZone)}
      className={className}
    >
      {written(as, { at, now, timeZone })}
    </time>
  );
}

function written(form: Form, { at, now, timeZone }: { at: Date; now: Date; timeZone: string }) {
  if (form === "relative") return formatRelative(at, now, timeZone);
  if (form === "moment") return formatMoment(at, now, timeZone);
  if (form === "soon") return formatSoon(at, now, timeZone);
  if (form === "clock") return formatTime(at, timeZone);
  if (form === "seconds") return formatTime(at, timeZone, true);
  if (form === "day") return formatDay(at, now, timeZone);
  if (form === "weekday") return formatWeekday(at, now, timeZone);
  return formatAbsolute(at, timeZone);
}

/** How old something is, counted on: "9 d 4 h". */
export function Age({ since, className }: { since: Date; className?: string }) {
  const { timeZone } = useClock();
  const now = useNow();
  return (
    <time
      dateTime={since.toISOString()}
      data-absolute={formatAbsolute(since, timeZone)}
      className={className}
    >
      {formatAge(now.getTime() - since.getTime())}
    </time>
  );
}

/** How long something took, or has taken so far while `until` is null. */
export function Duration({ from, until }: { from: Date; until: Date | null }) {
  const now = useNow();
  const end = until ?? now;
  const ms = Math.max(0, end.getTime() - from.getTime());
  return (
    <span className="tabular-nums">
      {formatDuration(until ? ms : Math.round(ms / 1_000) * 1_000)}
    </span>
  );
}
