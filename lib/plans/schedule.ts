import type { Cron } from "croner";
import { instantOf, wallOf } from "#lib/context";
import { checkCron, followsRealHours, inZone, minutesOfDay, onTheWall } from "./cron.ts";
import { plansMax, type Schedule } from "./schema.ts";

/** As many due times ahead say how far apart the runs of a plan lie. */
const gapRunsCount = 50;

/** Longest gaps that were computed, as every dashboard asks for each plan's; twice the plans there can be. */
const gapsMax = 2 * plansMax;
const gaps = new Map<string, number>();

/** A schedule as cron patterns: it is due whenever one of them is. */
export interface Patterns {
  patterns: readonly string[];
  /**
   * What counts where clocks change. `wall`: the time on the wall, so that a skipped time runs at
   * the first valid instant after, and a doubled one once. `real`: hours as they pass.
   */
  hours: "wall" | "real";
}

/**
 * When a plan runs next; `null` when it never runs by itself.
 *
 * @param schedule checked when the plan was saved
 * @param timeZone IANA name, the plan's own
 * @param after exclusive: pass `clock.now()`
 */
export function nextRun(schedule: Schedule, timeZone: string, after: Date): Date | null {
  return dueTimes(schedule, timeZone, after).next().value ?? null;
}

/** The next due times after an instant, in order, at most `count`; none for a manual plan. */
export function nextRuns(schedule: Schedule, timeZone: string, after: Date, count: number): Date[] {
  const times: Date[] = [];
  for (const at of dueTimes(schedule, timeZone, after)) {
    if (times.length === count) break;
    times.push(at);
  }
  return times;
}

/**
 * The longest time between two of the next 50 due times, in milliseconds; `null` for a plan that
 * never comes due.
 */
export function gapMsMax(schedule: Schedule, timeZone: string, after: Date): number | null {
  const first = nextRun(schedule, timeZone, after);
  if (!first) return null;
  const key = JSON.stringify([schedule, timeZone, first]); // the first due time decides on the rest
  const known = gaps.get(key);
  if (known !== undefined) return known;
  const rest = nextRuns(schedule, timeZone, first, gapRunsCount - 1);
  const times = [first, ...rest].map((at) => at.getTime());
  const gapMs = Math.max(...times.slice(1).map((at, index) => at - (times[index] ?? at)));
  if (gaps.size >= gapsMax) gaps.clear();
  gaps.set(key, gapMs);
  return gapMs;
}

/**
 * Refuses a schedule that nothing could follow.
 *
 * @throws Failure `invalid` (field `schedule.cron`), or `never-runs` for a date that does not exist
 */
export function checkSchedule(schedule: Schedule): void {
  if (schedule.every === "cron") checkCron(schedule.cron);
}

/** A schedule as cron patterns; none for a manual plan. */
export function patternsOf(schedule: Schedule): Patterns {
  switch (schedule.every) {
    case "hour":
      return { patterns: [`${schedule.minute} * * * *`], hours: "real" };
    case "day":
      return { patterns: [`${clock(schedule.at)} * * *`], hours: "wall" };
    case "week":
      return { patterns: [`${clock(schedule.at)} * * ${schedule.weekday}`], hours: "wall" };
    case "month":
      return { patterns: monthly(schedule), hours: "wall" };
    case "cron":
      return {
        patterns: [schedule.cron],
        hours: followsRealHours(schedule.cron) ? "real" : "wall",
      };
    case "manual":
      return { patterns: [], hours: "wall" };
  }
}

/** The minutes of a day on its own wall, 0 to 1439, at which a plan starts on the days it runs. */
export function startMinutes(schedule: Schedule): number[] {
  const minutes = patternsOf(schedule).patterns.flatMap(minutesOfDay);
  return [...new Set(minutes)];
}

/** Due times after an instant, in order, each once. */
function* dueTimes(schedule: Schedule, timeZone: string, after: Date): Generator<Date, undefined> {
  const { patterns, hours } = patternsOf(schedule);
  const walks = patterns.map((pattern) =>
    hours === "real"
      ? walkReal(inZone(pattern, timeZone), after)
      : walkWall(onTheWall(pattern), timeZone, after),
  );
  const heads = walks.map((walk) => walk.next());
  for (let last = after.getTime(); ; ) {
    const times = heads.map((head) => (head.done ? Number.POSITIVE_INFINITY : +head.value));
    const nextMs = Math.min(...times);
    if (!Number.isFinite(nextMs)) return;
    for (const [index, walk] of walks.entries()) {
      if (times[index] === nextMs) heads[index] = walk.next();
    }
    if (nextMs > last) yield new Date(nextMs);
    last = nextMs;
  }
}

function* walkReal(cron: Cron, after: Date): Generator<Date, undefined> {
  for (let at = cron.nextRun(after); at; at = cron.nextRun(at)) yield at;
}

function* walkWall(cron: Cron, timeZone: string, after: Date): Generator<Date, undefined> {
  let lastMs = after.getTime();
  for (
    let wall = cron.nextRun(new Date(wallOf(timeZone, after)));
    wall;
    wall = cron.nextRun(wall)
  ) {
    // Two wall times of a skipped hour are one instant; one of a doubled hour may have passed.
    const at = instantOf(timeZone, wall.getTime());
    if (at.getTime() > lastMs) yield at;
    lastMs = Math.max(lastMs, at.getTime());
  }
}

function monthly(schedule: Extract<Schedule, { every: "month" }>): string[] {
  const at = clock(schedule.at);
  const { day, missing } = schedule;
  if (day <= 28 || missing === "skip") return [`${at} ${day} * *`];
  if (day === 31) return [`${at} L * *`];
  return [`${at} ${day} 1,3-12 *`, `${at} L 2 *`]; // February is the one month without a 29th or 30th
}

/** `02:30` as minute and hour of a pattern: `30 2`. */
function clock(at: string): string {
  const [hour, minute] = at.split(":");
  return `${Number(minute)} ${Number(hour)}`;
}
