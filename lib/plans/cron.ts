import { Cron, type CronOptions, CronPattern } from "croner";
import { fail } from "#lib/failures";

/** The five fields with what each takes, as its sentence says it. */
const fields = [
  { name: "minute", takes: "0 to 59" },
  { name: "hour", takes: "0 to 23" },
  { name: "day", takes: "1 to 31, or L for the last" },
  { name: "month", takes: "1 to 12, or JAN to DEC" },
  { name: "weekday", takes: "0 to 7, or SUN to SAT" },
] as const;

const counts = ["no", "one", "two", "three", "four", "five", "six", "seven"] as const;

/** Where the search for a first due time begins: any instant would do, as the calendar repeats. */
const anyInstant = new Date("2026-01-01T00:00:00Z");

/** What croner is asked for, written out: a changed default must not move anybody's backup. */
const reading = {
  mode: "5-part",
  domAndDow: false, // day and weekday both given: either is enough, as in every cron
  alternativeWeekdays: false, // 0 is Sunday
  sloppyRanges: false,
} as const satisfies CronOptions;

/**
 * A pattern on real time in a zone: a wall time that comes twice is due twice, one that is skipped
 * is not due.
 */
export function inZone(pattern: string, timeZone: string): Cron {
  return new Cron(pattern, { ...reading, timezone: timeZone });
}

/** A pattern on wall time, where no clock ever changes; instants are made of it afterwards. */
export function onTheWall(pattern: string): Cron {
  return new Cron(pattern, { ...reading, utcOffset: 0 }); // five times as fast as timezone: "UTC"
}

/** Whether the pattern follows real hours: its hour field has `*` or `/`. */
export function followsRealHours(pattern: string): boolean {
  return /[*/]/.test(pattern.split(" ")[1] ?? "");
}

/** The minutes of a day, 0 to 1439, at which a pattern is due on its days. */
export function minutesOfDay(pattern: string): number[] {
  const { hour, minute } = new CronPattern(pattern, undefined, reading);
  return hour.flatMap((on, h) =>
    on ? minute.flatMap((atMinute, m) => (atMinute ? [h * 60 + m] : [])) : [],
  );
}

/**
 * Refuses what is no pattern of five fields, and what never comes due.
 *
 * @throws Failure `invalid` (field `schedule.cron`) or `never-runs`
 */
export function checkCron(pattern: string): void {
  const problem = problemOf(pattern);
  if (problem) throw fail("invalid", { problems: [{ field: "schedule.cron", problem }] });
  if (onTheWall(pattern).nextRun(anyInstant) === null) throw fail("never-runs", { cron: pattern });
}

/** What is wrong with a pattern, as a sentence; `null` where nothing is. */
export function problemOf(pattern: string): string | null {
  if (/[\r\n]/.test(pattern)) return "A cron expression is one line.";
  if (pattern.startsWith("@")) {
    return `“${pattern}” is not known here. Write five fields: minute, hour, day, month, weekday.`;
  }
  const parts = pattern.split(" ");
  if (parts.length !== fields.length) return countProblem(parts.length);
  for (const [index, field] of fields.entries()) {
    const part = parts[index] ?? "";
    if (!isField(part, index)) {
      return `The ${field.name} field does not take “${part}”: it takes ${field.takes}, lists (1,2), ranges (1-5) and steps (*/5).`;
    }
  }
  return null;
}

function countProblem(count: number): string {
  const given = counts[count] ?? count;
  const seconds = count === 6 ? " Seconds are not known here." : "";
  return `A cron expression has five fields: minute, hour, day, month, weekday. This has ${given}.${seconds}`;
}

/** Whether croner reads one field; the other four are any. `?` and `+` mean other things elsewhere. */
function isField(part: string, index: number): boolean {
  if (!/^[\dA-Za-z*,\-/#]+$/.test(part)) return false;
  const pattern = fields.map((_, at) => (at === index ? part : "*")).join(" ");
  try {
    new CronPattern(pattern, undefined, reading);
    return true;
  } catch {
    return false; // croner says why in its own words; ours name the field
  }
}
