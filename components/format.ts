/**
 * Numbers, sizes and times as every page writes them. Names of months come from here and not from
 * the runtime, so that server and browser agree to the letter.
 */

import { offsetMs, placeOf, wallOf } from "#lib/context/schema";
import { formatAge } from "#lib/failures/schema";

export { formatAge, formatBytes, formatCount, formatDuration, plural } from "#lib/failures/schema";

const months = [
  "Jan",
  "Feb",
  "Mar",
  "Apr",
  "May",
  "Jun",
  "Jul",
  "Aug",
  "Sep",
  "Oct",
  "Nov",
  "Dec",
] as const;
const weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] as const;

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** Beyond it a date is clearer than "9 d ago". */
const relativeMs = 7 * dayMs;

/** A share with one rule: 0.863 → "86 %"; almost all is never "100 %". */
export function formatPercent(fraction: number): string {
  const percent = Math.round(fraction * 100);
  if (percent === 100 && fraction < 1) return "99 %";
  return `${percent} %`;
}

/** A time still to pass, never more exact than is known: "20 s", "4 min", "1 h 10 min". */
export function formatRemaining(ms: number): string {
  if (ms < 5 * secondMs) return "a few seconds";
  if (ms < 50 * secondMs) return `${Math.ceil(ms / 5_000) * 5} s`;
  return formatAge(Math.max(minuteMs, Math.round(ms / minuteMs) * minuteMs));
}

/** Relative within 7 days ("3 h ago", "in 8 min"), a date beyond; the other year is added. */
export function formatRelative(at: Date, now: Date, timeZone: string): string {
  const ms = now.getTime() - at.getTime();
  const away = Math.abs(ms);
  if (away >= relativeMs) return formatDay(at, now, timeZone);
  const text = oneUnit(away);
  if (text === null) return ms >= 0 ? "just now" : "now";
  return ms >= 0 ? `${text} ago` : `in ${text}`;
}

function oneUnit(ms: number): string | null {
  if (ms < 10 * secondMs) return null;
  if (ms < minuteMs) return `${Math.floor(ms / secondMs)} s`;
  if (ms < hourMs) return `${Math.floor(ms / minuteMs)} min`;
  if (ms < dayMs) return `${Math.floor(ms / hourMs)} h`;
  return `${Math.floor(ms / dayMs)} d`;
}

/** A moment's parts in a zone. */
export interface ZonedParts {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  /** 0 is Sunday. */
  weekday: number;
}

/** The wall clock of a zone at a moment. */
export function zonedParts(at: Date, timeZone: string): ZonedParts {
  const wall = new Date(wallOf(timeZone, at));
  return {
    year: wall.getUTCFullYear(),
    month: wall.getUTCMonth() + 1,
    day: wall.getUTCDate(),
    hour: wall.getUTCHours(),
    minute: wall.getUTCMinutes(),
    second: wall.getUTCSeconds(),
    weekday: wall.getUTCDay(),
  };
}

const two = (value: number) => String(value).padStart(2, "0");

/** "14:30", or with seconds "14:30:07". */
export function formatTime(at: Date, timeZone: string, seconds = false): string {
  const { hour, minute, second } = zonedParts(at, timeZone);
  return `${two(hour)}:${two(minute)}${seconds ? `:${two(second)}` : ""}`;
}

/** "8 Nov", in another year "8 Nov 2025". */
export function formatDay(at: Date, now: Date, timeZone: string): string {
  const { year, month, day } = zonedParts(at, timeZone);
  const same = year === zonedParts(now, timeZone).year;
  return `${day} ${months[month - 1]}${same ? "" : ` ${year}`}`;
}

/** "Wed 18 Nov". */
export function formatWeekday(at: Date, now: Date, timeZone: string): string {
  return `${weekdays[zonedParts(at, timeZone).weekday]} ${formatDay(at, now, timeZone)}`;
}

/** "14:30" today, "8 Nov 10:30" on another day. */
export function formatMoment(at: Date, now: Date, timeZone: string): string {
  const time = formatTime(at, timeZone);
  const day = formatDay(at, now, timeZone);
  return day === formatDay(now, now, timeZone) ? time : `${day} ${time}`;
}

/** "14:30" within a day before or after, "18 Nov 02:00" beyond. */
export function formatSoon(at: Date, now: Date, timeZone: string): string {
  if (Math.abs(at.getTime() - now.getTime()) < dayMs) return formatTime(at, timeZone);
  return formatMoment(at, now, timeZone);
}

/** All of it, for hover, focus and ears: "17 Nov 2026, 14:31:02, Berlin, UTC+1". */
export function formatAbsolute(at: Date, timeZone: string): string {
  const { year, month, day } = zonedParts(at, timeZone);
  const time = formatTime(at, timeZone, true);
  return `${day} ${months[month - 1]} ${year}, ${time}, ${zoneLabel(timeZone, at)}`;
}

/** A zone as people say it, with its distance at a moment: "Berlin, UTC+1"; "UTC". */
export function zoneLabel(timeZone: string, at: Date): string {
  if (timeZone === "UTC" || timeZone === "Etc/UTC") return "UTC";
  return `${placeOf(timeZone)}, ${zoneOffset(timeZone, at)}`;
}

function zoneOffset(timeZone: string, at: Date): string {
  const minutes = Math.round(offsetMs(timeZone, at) / minuteMs);
  if (minutes === 0) return "UTC";
  const hours = Math.trunc(Math.abs(minutes) / 60);
  const rest = Math.abs(minutes) % 60;
  return `UTC${minutes < 0 ? "−" : "+"}${hours}${rest ? `:${two(rest)}` : ""}`;
}

/** The calendar day of a moment in a zone, as "2026-03-10". */
export function dayKey(at: Date, timeZone: string): string {
  const { year, month, day } = zonedParts(at, timeZone);
  return `${year}-${two(month)}-${two(day)}`;
}
