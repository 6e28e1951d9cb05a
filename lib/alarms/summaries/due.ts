import { instantOf, wallOf } from "#lib/context";
import type { Summaries } from "../schema.ts";
import type { Span } from "./evidence.ts";

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** What of a summary is due: the span it covers, which ends at the time it became due. */
export type DueSpan = Span | null;

/**
 * The newest digest that is due and was not sent; what was missed before it is not sent late.
 *
 * @param sentUntil end of the last one that was sent; `null`: none was
 */
export function dueDigest(
  { every, at, weekday }: Summaries["digest"],
  { timeZone, now, sentUntil }: { timeZone: string; now: Date; sentUntil: Date | null },
): DueSpan {
  if (every === "never") return null;
  const wall = wallOf(timeZone, now);
  const days = every === "day" ? 1 : 7;
  let day = Math.floor(wall / dayMs) * dayMs;
  if (wall - day < minutesOf(at) * minuteMs) day -= dayMs;
  while (days === 7 && new Date(day).getUTCDay() !== weekday) day -= dayMs;
  const time = minutesOf(at) * minuteMs;
  return unsent(
    {
      from: instantOf(timeZone, day - days * dayMs + time),
      until: instantOf(timeZone, day + time),
    },
    sentUntil,
  );
}

/** The report of the month that ended last, if it was not sent. */
export function dueReport({
  timeZone,
  now,
  sentUntil,
}: {
  timeZone: string;
  now: Date;
  sentUntil: Date | null;
}): DueSpan {
  return unsent(lastMonth(timeZone, now), sentUntil);
}

/** The month before the present one, by the calendar of a time zone. */
export function lastMonth(timeZone: string, now: Date): Span {
  const wall = new Date(wallOf(timeZone, now));
  const first = (months: number) =>
    instantOf(timeZone, Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() + months, 1));
  return { from: first(-1), until: first(0) };
}

function unsent(span: Span, sentUntil: Date | null): DueSpan {
  return sentUntil && sentUntil >= span.until ? null : span;
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}
