import type { Retention, Schedule } from "./schema.ts";
import { placeOf } from "./zone.ts";

const weekdays = [
  "Sunday",
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
] as const;

/** A schedule in words: `Every day at 02:30 Berlin time`. */
export function describeSchedule(schedule: Schedule, timeZone: string): string {
  const zone = zoneText(timeZone);
  switch (schedule.every) {
    case "hour":
      return `Every hour at :${String(schedule.minute).padStart(2, "0")}`;
    case "day":
      return `Every day at ${schedule.at} ${zone}`;
    case "week":
      return `Every ${weekdays[schedule.weekday]} at ${schedule.at} ${zone}`;
    case "month":
      return `${monthText(schedule)} at ${schedule.at} ${zone}`;
    case "cron":
      return `Cron ${schedule.cron}, ${zone}`;
    case "manual":
      return "Only when started by hand";
  }
}

/** A retention in words: `Keeps the last 10, 14 daily and 12 monthly archives`. */
export function describeRetention(retention: Retention): string {
  const rules = [
    retention.keepLast ? `the last ${retention.keepLast}` : "",
    counted(retention.keepHourly, "hourly"),
    counted(retention.keepDaily, "daily"),
    counted(retention.keepWeekly, "weekly"),
    counted(retention.keepMonthly, "monthly"),
    counted(retention.keepYearly, "yearly"),
  ].filter((rule) => rule !== "");
  const archives = rules.length === 1 && /\b1\b/.test(rules[0] ?? "") ? "archive" : "archives";
  const named = rules.length === 0 ? "" : `${listed(rules)} ${archives}`;
  const within = retention.keepWithin ? `everything of the last ${retention.keepWithin}` : "";
  if (!named && !within) return "Keeps everything";
  return `Keeps ${[named, within].filter((text) => text !== "").join(", and ")}`;
}

function monthText({ day, missing }: Extract<Schedule, { every: "month" }>): string {
  if (day <= 28) return `On the ${ordinal(day)} of every month`;
  if (missing === "skip") return `On the ${ordinal(day)} of the months that have it`;
  if (day === 31) return "On the last day of every month";
  return `On the ${ordinal(day)} of every month, in February on its last day if it is shorter,`;
}

function zoneText(timeZone: string): string {
  const place = placeOf(timeZone);
  return /^(UTC|GMT|UCT|Zulu|[A-Z]{3,4}|GMT[+-]\d+)$/.test(place) ? place : `${place} time`;
}

function ordinal(day: number): string {
  const last = day % 10;
  const teen = day >= 11 && day <= 13;
  if (teen || last === 0 || last > 3) return `${day}th`;
  return `${day}${["th", "st", "nd", "rd"][last]}`;
}

function counted(count: number | undefined, word: string): string {
  return count ? `${count} ${word}` : "";
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
