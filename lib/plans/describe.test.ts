import { describe, expect, it } from "vitest";
import { describeRetention, describeSchedule } from "./describe.ts";
import { Schedule } from "./schema.ts";

describe("a schedule in words", () => {
  it.each([
    [{ every: "hour", minute: 5 }, "Every hour at :05"],
    [{ every: "day", at: "02:30" }, "Every day at 02:30 Berlin time"],
    [{ every: "week", weekday: 1 }, "Every Monday at 02:00 Berlin time"],
    [{ every: "month" }, "On the 1st of every month at 02:00 Berlin time"],
    [{ every: "month", day: 2 }, "On the 2nd of every month at 02:00 Berlin time"],
    [{ every: "month", day: 13 }, "On the 13th of every month at 02:00 Berlin time"],
    [{ every: "month", day: 23 }, "On the 23rd of every month at 02:00 Berlin time"],
    [{ every: "month", day: 31 }, "On the last day of every month at 02:00 Berlin time"],
    [
      { every: "month", day: 30 },
      "On the 30th of every month (in February on its last day) at 02:00 Berlin time",
    ],
    [
      { every: "month", day: 29 },
      "On the 29th of every month (in a February of 28 days on the 28th) at 02:00 Berlin time",
    ],
    [
      { every: "month", day: 31, missing: "skip" },
      "On the 31st of the months that have it at 02:00 Berlin time",
    ],
    [{ every: "cron", cron: "*/15 * * * *" }, "Cron */15 * * * *, Berlin time"],
    [{ every: "manual" }, "Only when started by hand"],
  ])("%j", (given, words) =>
    expect(describeSchedule(Schedule.parse(given), "Europe/Berlin")).toBe(words),
  );

  it("names zones that are no place as they are", () => {
    const zoneIn = (zone: string) => describeSchedule({ every: "day", at: "02:00" }, zone);
    expect(zoneIn("UTC")).toBe("Every day at 02:00 UTC");
    expect(zoneIn("Etc/GMT+3")).toBe("Every day at 02:00 GMT+3");
    expect(zoneIn("America/New_York")).toBe("Every day at 02:00 New York time");
    expect(zoneIn("America/Argentina/Buenos_Aires")).toBe("Every day at 02:00 Buenos Aires time");
  });
});

describe("a retention in words", () => {
  it.each([
    [{}, "Keeps everything"],
    [{ keepLast: 0 }, "Keeps everything"],
    [{ keepLast: 1 }, "Keeps the last archive"],
    [{ keepLast: 30 }, "Keeps the last 30 archives"],
    [{ keepYearly: 1 }, "Keeps 1 yearly archive"],
    [
      { keepLast: 10, keepDaily: 14, keepMonthly: 12 },
      "Keeps the last 10, 14 daily and 12 monthly archives",
    ],
    [{ keepWithin: "14d" }, "Keeps everything within 14 days of the newest archive"],
    [
      { keepWithin: "1y2m1d3h" },
      "Keeps everything within 1 year, 2 months, 1 day and 3 hours of the newest archive",
    ],
    [{ keepLast: 3, keepWithin: "0d" }, "Keeps the last 3 archives"],
    [
      { keepHourly: 24, keepWithin: "2d" },
      "Keeps 24 hourly archives, and everything within 2 days of the newest",
    ],
  ])("%j", (given, words) => expect(describeRetention(given)).toBe(words));
});
