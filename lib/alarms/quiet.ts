import { wallOf } from "#lib/context";
import type { QuietHours } from "./schema.ts";

const minuteMs = 60_000;
const dayMinutes = 24 * 60;

/** Whether it is quiet now, by the time on the wall; hours may run past midnight. */
export function isQuiet(quiet: QuietHours, timeZone: string, now: Date): boolean {
  if (!quiet) return false;
  const minute = Math.floor(wallOf(timeZone, now) / minuteMs) % dayMinutes;
  const [from, until] = [minuteOf(quiet.from), minuteOf(quiet.until)];
  return from <= until ? minute >= from && minute < until : minute >= from || minute < until;
}

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}
