import { describe, expect, it } from "vitest";
import { wallOf } from "#lib/context";
import { checkSchedule, gapMsMax, nextRun, nextRuns } from "./schedule.ts";
import { Schedule } from "./schema.ts";

const hourMs = 3_600_000;

/** What the wall of a zone showed at each due time, as `2026-03-29 03:00`. */
function onWall(times: readonly Date[], timeZone: string): string[] {
  return times.map((at) =>
    new Date(wallOf(timeZone, at)).toISOString().slice(0, 16).replace("T", " "),
  );
}

function runs(given: unknown, timeZone: string, after: string, count: number): string[] {
  return onWall(nextRuns(Schedule.parse(given), timeZone, new Date(after), count), timeZone);
}

/** Each zone's change forward and back: Berlin, New York, Lord Howe (30 min), Santiago, Nuuk. */
const changes = [
  {
    zone: "Europe/Berlin",
    skipped: { day: "2027-03-28", at: "02:30", runsAt: "2027-03-28 03:00" },
    doubled: { day: "2027-10-31", at: "02:30", instant: "2027-10-31T00:30:00Z" },
  },
  {
    zone: "America/New_York",
    skipped: { day: "2027-03-14", at: "02:15", runsAt: "2027-03-14 03:00" },
    doubled: { day: "2027-11-07", at: "01:45", instant: "2027-11-07T05:45:00Z" },
  },
  {
    zone: "Australia/Lord_Howe", // 30 minutes, in the southern spring
    skipped: { day: "2026-10-04", at: "02:10", runsAt: "2026-10-04 02:30" },
    doubled: { day: "2027-04-04", at: "01:40", instant: "2027-04-03T14:40:00Z" },
  },
  {
    zone: "America/Santiago", // midnight itself is skipped
    skipped: { day: "2026-09-06", at: "00:00", runsAt: "2026-09-06 01:00" },
    doubled: { day: "2027-04-03", at: "23:30", instant: "2027-04-04T02:30:00Z" },
  },
  {
    zone: "America/Nuuk", // the last hour of a day is skipped
    skipped: { day: "2027-03-27", at: "23:30", runsAt: "2027-03-28 00:00" },
    doubled: { day: "2027-10-30", at: "23:10", instant: "2027-10-31T00:10:00Z" },
  },
] as const;

describe.each(changes)("a day on which the clocks change in $zone", (change) => {
  const { zone, skipped, doubled } = change;
  const noonBefore = (day: string) => new Date(Date.parse(`${day}T12:00:00Z`) - 36 * hourMs);

  it("runs a time that is skipped at the first valid instant after, once", () => {
    const times = runs(
      { every: "day", at: skipped.at },
      zone,
      noonBefore(skipped.day).toISOString(),
      4,
    );
    expect(times).toContain(skipped.runsAt);
    expect(times.filter((time) => time.startsWith(skipped.runsAt.slice(0, 10))).length).toBe(
      skipped.runsAt.startsWith(skipped.day) ? 1 : 2, // into the next day, which has its own run too
    );
  });

  it("runs a time that is doubled once, at the first", () => {
    const times = nextRuns(
      Schedule.parse({ every: "day", at: doubled.at }),
      zone,
      noonBefore(doubled.day),
      4,
    );
    const days = onWall(times, zone).map((time) => time.slice(0, 10));
    expect(days.filter((day) => day === doubled.day)).toHaveLength(1);
    expect(times.map((at) => at.toISOString().replace(".000Z", "Z"))).toContain(doubled.instant);
  });

  it("does not run again when asked between the two passes of a doubled time", () => {
    const schedule = Schedule.parse({ every: "day", at: doubled.at });
    const first = new Date(doubled.instant);
    for (const laterMs of [0, 10 * 60_000, 40 * 60_000, hourMs]) {
      const next = nextRun(schedule, zone, new Date(first.getTime() + laterMs));
      expect(next && next.getTime() - first.getTime()).toBeGreaterThan(23 * hourMs);
    }
  });

  it("treats weekly and monthly runs the same way", () => {
    const { day, at, runsAt } = skipped;
    const date = new Date(`${day}T00:00:00Z`);
    const after = noonBefore(day).toISOString();
    expect(runs({ every: "week", weekday: date.getUTCDay(), at }, zone, after, 1)).toEqual([
      runsAt,
    ]);
    expect(runs({ every: "month", day: date.getUTCDate(), at }, zone, after, 1)).toEqual([runsAt]);
  });

  it.each(["hour", "cron with a star", "cron with steps"])("follows real hours: %s", (kind) => {
    const minute = 40;
    const given =
      kind === "hour"
        ? { every: "hour", minute }
        : { every: "cron", cron: kind === "cron with a star" ? "40 * * * *" : "40 */1 * * *" };
    for (const day of [skipped.day, doubled.day]) {
      const from = noonBefore(day);
      const until = new Date(from.getTime() + 72 * hourMs);
      const times = nextRuns(Schedule.parse(given), zone, from, 100).filter((at) => at <= until);
      expect(times).toEqual(everyMinute(from, until).filter((at) => showsMinute(zone, at, minute)));
    }
  });
});

describe("hours of the day a change falls on", () => {
  const counts = (zone: string, day: string) =>
    runs({ every: "hour" }, zone, new Date(Date.parse(day) - 24 * hourMs).toISOString(), 80).filter(
      (time) => time.startsWith(day),
    ).length;

  it("are 23 in spring and 25 in autumn", () => {
    expect([counts("Europe/Berlin", "2027-03-28"), counts("Europe/Berlin", "2027-10-31")]).toEqual([
      23, 25,
    ]);
    expect([
      counts("America/New_York", "2027-03-14"),
      counts("America/New_York", "2027-11-07"),
    ]).toEqual([23, 25]);
  });

  it("are 24 for a cron that lists them: a listed time runs as a daily one does", () => {
    const hours = Array.from({ length: 24 }, (_, hour) => hour).join(",");
    const times = (day: string, list: string) =>
      runs({ every: "cron", cron: `0 ${list} * * *` }, "Europe/Berlin", `${day}T00:00:00+02:00`, 60)
        .filter((time) => time.startsWith(day))
        .map((time) => time.slice(11));
    expect(times("2027-10-31", hours).filter((time) => time === "02:00")).toHaveLength(1);
    expect(times("2027-10-31", "0-23").filter((time) => time === "02:00")).toHaveLength(1);
  });

  it("run all skipped minutes of one listed hour once, at the first valid instant", () => {
    const times = runs(
      { every: "cron", cron: "*/15 2 * * *" },
      "Europe/Berlin",
      "2027-03-27T12:00:00Z",
      2,
    );
    expect(times).toEqual(["2027-03-28 03:00", "2027-03-29 02:00"]);
  });
});

describe("the end of a month", () => {
  const year = (given: unknown, from = "2027-01-01T00:00:00Z") =>
    runs(given, "Europe/Berlin", from, 12).map((time) => time.slice(0, 10));

  it("runs a 31st on each month's last day", () => {
    expect(year({ every: "month", day: 31 })).toEqual([
      ..."2027-01-31 2027-02-28 2027-03-31 2027-04-30 2027-05-31 2027-06-30".split(" "),
      ..."2027-07-31 2027-08-31 2027-09-30 2027-10-31 2027-11-30 2027-12-31".split(" "),
    ]);
  });

  it("skips the months without a 31st when asked to", () => {
    expect(year({ every: "month", day: 31, missing: "skip" }).slice(0, 7)).toEqual(
      "2027-01-31 2027-03-31 2027-05-31 2027-07-31 2027-08-31 2027-10-31 2027-12-31".split(" "),
    );
  });

  it.each([29, 30])("moves a %i. only in February, and runs once there", (day) => {
    const times = year({ every: "month", day });
    expect(times[1]).toBe("2027-02-28");
    expect(times.filter((_, index) => index !== 1).every((time) => time.endsWith(`${day}`))).toBe(
      true,
    );
    expect(new Set(times.map((time) => time.slice(0, 7))).size).toBe(12);
  });

  it("knows leap days: a 29th runs on 29 February 2028", () => {
    expect(year({ every: "month", day: 29 }, "2028-01-01T00:00:00Z")[1]).toBe("2028-02-29");
    expect(year({ every: "month", day: 30 }, "2028-01-01T00:00:00Z")[1]).toBe("2028-02-29");
    expect(
      year({ every: "month", day: 29, missing: "skip" }, "2027-01-30T00:00:00Z").slice(0, 2),
    ).toEqual(["2027-03-29", "2027-04-29"]);
  });

  it("finds a cron that comes due on leap days alone", () => {
    expect(year({ every: "cron", cron: "0 2 29 2 *" }).slice(0, 2)).toEqual([
      "2028-02-29",
      "2032-02-29",
    ]);
  });
});

describe("next runs", () => {
  it("have the defaults of the contract", () => {
    const first = (given: unknown) => runs(given, "UTC", "2026-03-10T12:00:00Z", 1)[0];
    expect(first({ every: "hour" })).toBe("2026-03-10 13:00");
    expect(first({ every: "day" })).toBe("2026-03-11 02:00");
    expect(first({ every: "week" })).toBe("2026-03-15 02:00"); // a Sunday
    expect(first({ every: "month" })).toBe("2026-04-01 02:00");
  });

  it("lie after the instant given, never at it", () => {
    const schedule = Schedule.parse({ every: "day" });
    const due = new Date("2026-03-11T02:00:00Z");
    expect(nextRun(schedule, "UTC", due)).toEqual(new Date("2026-03-12T02:00:00Z"));
    expect(nextRun(schedule, "UTC", new Date(due.getTime() - 1))).toEqual(due);
  });

  it("do not exist for a manual plan", () => {
    expect(nextRun({ every: "manual" }, "UTC", new Date())).toBeNull();
    expect(gapMsMax({ every: "manual" }, "UTC", new Date())).toBeNull();
    expect(() => checkSchedule({ every: "manual" })).not.toThrow();
  });

  it("lie at most so far apart", () => {
    const gap = (given: unknown, zone = "Europe/Berlin") =>
      gapMsMax(Schedule.parse(given), zone, new Date("2026-10-01T00:00:00Z"));
    expect(gap({ every: "hour" })).toBe(hourMs);
    expect(gap({ every: "day" })).toBe(25 * hourMs); // the day the clocks go back
    expect(gap({ every: "day" }, "UTC")).toBe(24 * hourMs);
    expect(gap({ every: "cron", cron: "0 8 * * 1-5" }, "UTC")).toBe(72 * hourMs); // over the weekend
  });
});

function everyMinute(from: Date, until: Date): Date[] {
  const minutes = Math.floor((until.getTime() - from.getTime()) / 60_000);
  return Array.from({ length: minutes }, (_, at) => new Date(from.getTime() + (at + 1) * 60_000));
}

function showsMinute(zone: string, at: Date, minute: number): boolean {
  return new Date(wallOf(zone, at)).getUTCMinutes() === minute;
}
