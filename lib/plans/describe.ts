import { placeOf } from "#lib/context";
import { type Retention, type Schedule, weekdays } from "./schema.ts";
import { isEmptySpan, spanOf } from "./span.ts";

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
    last(retention.keepLast),
    counted(retention.keepHourly, "hourly"),
    counted(retention.keepDaily, "daily"),
    counted(retention.keepWeekly, "weekly"),
    counted(retention.keepMonthly, "monthly"),
    counted(retention.keepYearly, "yearly"),
  ].filter((rule) => rule !== "");
  const single = rules.length === 1 && /^(the last|1 \w+)$/.test(rules[0] ?? "");
  const named = `${listed(rules)} ${single ? "archive" : "archives"}`;
  const { keepWithin } = retention;
  const span = keepWithin && !isEmptySpan(keepWithin) ? spanText(keepWithin) : "";
  if (!span) return rules.length === 0 ? "Keeps everything" : `Keeps ${named}`;
  if (rules.length === 0) return `Keeps everything within ${span} of the newest archive`;
  return `Keeps ${named}, and everything within ${span} of the newest`;
}

function monthText({ day, missing }: Extract<Schedule, { every: "month" }>): string {
  if (day <= 28) return `On the ${ordinal(day)} of every month`;
  if (missing === "skip") return `On the ${ordinal(day)} of the months that have it`;
  if (day === 31) return "On the last day of every month";
  const february =
    day === 30 ? "in February on its last day" : "in a February of 28 days on the 28th";
  return `On the ${ordinal(day)} of every month (${february})`;
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

function last(count: number | undefined): string {
  if (!count) return "";
  return count === 1 ? "the last" : `the last ${count}`;
}

function counted(count: number | undefined, word: string): string {
  return count ? `${count} ${word}` : "";
}

/** A span in words: `1 year and 2 months`. */
function spanText(span: string): string {
  const parts = Object.entries(spanOf(span)).flatMap(([unit, count]) =>
    count === 0 ? [] : [`${count} ${count === 1 ? unit.slice(0, -1) : unit}`],
  );
  return listed(parts);
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
