import { instantOf, wallOf } from "#lib/context";

const hourMs = 3_600_000;

/** A span such as `1y2m7d3h`: years, months, days and hours. */
interface Span {
  years: number;
  months: number;
  days: number;
  hours: number;
}

/** Reads a span as the schema allows it; a part that is not named is 0. */
export function spanOf(text: string): Span {
  const part = (letter: string) => Number(new RegExp(`(\\d+)${letter}`).exec(text)?.[1] ?? 0);
  return { years: part("y"), months: part("m"), days: part("d"), hours: part("h") };
}

/** Whether a span has no length. */
export function isEmptySpan(text: string): boolean {
  return Object.values(spanOf(text)).every((count) => count === 0);
}

/**
 * The instant a span before another: years, months and days on the wall of the zone (a day that a
 * month lacks becomes its last), hours as they pass.
 */
export function spanBefore(text: string, timeZone: string, at: Date): Date {
  const span = spanOf(text);
  const wall = new Date(wallOf(timeZone, at));
  const day = wall.getUTCDate();
  wall.setUTCDate(1);
  wall.setUTCMonth(wall.getUTCMonth() - span.months - 12 * span.years);
  wall.setUTCDate(Math.min(day, daysInMonth(wall)));
  wall.setUTCDate(wall.getUTCDate() - span.days);
  return new Date(instantOf(timeZone, wall.getTime()).getTime() - span.hours * hourMs);
}

function daysInMonth(wall: Date): number {
  return new Date(Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() + 1, 0)).getUTCDate();
}
