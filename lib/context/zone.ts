/**
 * Time zones: between instants and the time on the wall.
 *
 * A wall time is a number: the milliseconds that `Date.UTC` gives for what the clock on the wall
 * shows. It is no instant; two of them may name one instant, or one of them two.
 */

const dayMs = 86_400_000;
const secondMs = 1_000;

/** Formats are costly to make and few zones are in use; far more than any installation has. */
const formatsMax = 600;
const formats = new Map<string, Intl.DateTimeFormat>();

/** One change of a zone's clocks. */
export interface ClockChange {
  /** First instant of the new offset. */
  at: Date;
  /** Offsets from UTC, before and from `at` on. Grown: a span of wall time is skipped. */
  beforeMs: number;
  afterMs: number;
}

/** What the clock on the wall shows at an instant. */
export function wallOf(timeZone: string, at: Date): number {
  return at.getTime() + offsetMs(timeZone, at);
}

/** An instant for a wall time: the first one where it is doubled, the next valid one where it is skipped. */
export function instantOf(timeZone: string, wallMs: number): Date {
  const beforeMs = offsetMs(timeZone, new Date(wallMs - dayMs));
  const afterMs = offsetMs(timeZone, new Date(wallMs + dayMs));
  if (beforeMs === afterMs) return new Date(wallMs - beforeMs);
  const change = bisect(timeZone, wallMs - dayMs, wallMs + dayMs);
  if (wallMs - change.beforeMs < change.at.getTime()) return new Date(wallMs - change.beforeMs);
  if (wallMs - change.afterMs >= change.at.getTime()) return new Date(wallMs - change.afterMs);
  return change.at;
}

/** The clock changes of a zone after `from`, up to and including `until`, in order. */
export function clockChanges(timeZone: string, from: Date, until: Date): ClockChange[] {
  const changes: ClockChange[] = [];
  let startMs = from.getTime();
  while (startMs < until.getTime()) {
    const endMs = Math.min(startMs + dayMs, until.getTime());
    if (offsetMs(timeZone, new Date(startMs)) !== offsetMs(timeZone, new Date(endMs))) {
      changes.push(bisect(timeZone, startMs, endMs));
    }
    startMs = endMs;
  }
  return changes;
}

/** The place a zone is named for, as a sentence says it: `Berlin`, `New York`, `UTC`. */
export function placeOf(timeZone: string): string {
  return (timeZone.split("/").at(-1) ?? timeZone).replaceAll("_", " ");
}

/** A wall time as `02:30`. */
export function timeText(wallMs: number): string {
  return new Date(wallMs).toISOString().slice(11, 16);
}

const dates = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

/** The day of a wall time as `28 March 2027`. */
export function dateText(wallMs: number): string {
  return dates.format(wallMs);
}

/** How far a zone's clocks are ahead of UTC at an instant. */
export function offsetMs(timeZone: string, at: Date): number {
  const secondsMs = Math.floor(at.getTime() / secondMs) * secondMs;
  const part: Record<string, number> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(secondsMs)) {
    part[type] = Number(value);
  }
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - secondsMs;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  if (formats.size >= formatsMax) formats.clear();
  formats.set(timeZone, format);
  return format;
}

/** The one change between two instants whose offsets differ, to the second. */
function bisect(timeZone: string, fromMs: number, untilMs: number): ClockChange {
  const beforeMs = offsetMs(timeZone, new Date(fromMs));
  let low = Math.floor(fromMs / secondMs);
  let high = Math.ceil(untilMs / secondMs);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetMs(timeZone, new Date(middle * secondMs)) === beforeMs) low = middle;
    else high = middle;
  }
  const at = new Date(high * secondMs);
  return { at, beforeMs, afterMs: offsetMs(timeZone, at) };
}
