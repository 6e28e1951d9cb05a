import { type ClockChange, clockChanges, dateText, placeOf, timeText } from "#lib/context";
import { onTheWall } from "./cron.ts";
import { type Patterns, patternsOf } from "./schedule.ts";
import type { Schedule } from "./schema.ts";

/** How far ahead clock changes are looked for: each zone has had its two by then. */
const horizonMs = 366 * 86_400_000;

/**
 * A sentence for each clock change that a run falls into, in order: `On 28 March 2027 there is no
 * 02:30 in Berlin. That run starts at 03:00.` Nothing where no run is touched.
 *
 * @param until inclusive; a year after `after` where it is not given
 */
export function clockNotes(
  schedule: Schedule,
  timeZone: string,
  after: Date,
  until: Date = new Date(after.getTime() + horizonMs),
): string[] {
  const read = patternsOf(schedule);
  if (read.patterns.length === 0) return [];
  return clockChanges(timeZone, after, until).flatMap((change) => noteOn(read, timeZone, change));
}

function noteOn({ patterns, hours }: Patterns, timeZone: string, change: ClockChange): string[] {
  const skips = change.afterMs > change.beforeMs;
  const walls = [change.at.getTime() + change.beforeMs, change.at.getTime() + change.afterMs];
  const touched = wallsBetween(patterns, Math.min(...walls), Math.max(...walls));
  const [first] = touched;
  if (first === undefined) return [];
  const times = timesText(touched);
  const many = touched.length > 1;
  const place = placeOf(timeZone);
  if (skips) {
    const what = hours === "real" ? leftOut(many) : startsLater(many, first, Math.max(...walls));
    return [`On ${dateText(first)} there is no ${times} in ${place}. ${what}`];
  }
  const what = hours === "real" ? runsTwice(many) : runsOnce(many);
  return [`On ${dateText(first)} ${times} ${many ? "come" : "comes"} twice in ${place}. ${what}`];
}

/** Wall times at which a pattern is due, from `startMs` up to and without `endMs`, in order. */
function wallsBetween(patterns: readonly string[], startMs: number, endMs: number): number[] {
  const walls = new Set<number>();
  for (const pattern of patterns) {
    const cron = onTheWall(pattern);
    let wall = cron.nextRun(new Date(startMs - 1));
    while (wall && wall.getTime() < endMs) {
      walls.add(wall.getTime());
      wall = cron.nextRun(wall);
    }
  }
  return [...walls].sort((a, b) => a - b);
}

function timesText(walls: readonly number[]): string {
  const [first = 0] = walls;
  const last = walls.at(-1) ?? first;
  if (walls.length === 1) return timeText(first);
  return `${timeText(first)} ${walls.length === 2 ? "and" : "to"} ${timeText(last)}`;
}

function startsLater(many: boolean, firstMs: number, startMs: number): string {
  const day = dateText(firstMs) === dateText(startMs) ? "" : ` on ${dateText(startMs)}`;
  return `${many ? "Those runs become one, which" : "That run"} starts at ${timeText(startMs)}${day}.`;
}

const leftOut = (many: boolean) => (many ? "Those runs are left out." : "That run is left out.");
const runsTwice = (many: boolean) =>
  many ? "The plan runs at each of them." : "The plan runs both times.";
const runsOnce = (many: boolean) =>
  many ? "The plan runs once for each, at its first." : "The plan runs once, at the first.";
