import { describe, expect, it } from "vitest";
import { dayLoad } from "./day-load.ts";
import { Schedule } from "./schema.ts";

const now = new Date("2026-03-10T12:00:00Z");

type Loading = Parameters<typeof dayLoad>[0][number];

function plan(given: unknown, timeZone = "Europe/Berlin", enabled = true): Loading {
  return { schedule: Schedule.parse(given), timeZone, enabled, deletedAt: null };
}

/** Hours with a start, as `02: 1`. */
function shown(plans: Loading[], timeZone = "Europe/Berlin"): string[] {
  return dayLoad(plans, timeZone, now).flatMap((count, hour) =>
    count === 0 ? [] : [`${String(hour).padStart(2, "0")}: ${count}`],
  );
}

describe("what runs in a day", () => {
  it("has a number for each of 24 hours", () => {
    expect(dayLoad([], "UTC", now)).toEqual(new Array(24).fill(0));
    expect(dayLoad([plan({ every: "hour" })], "UTC", now)).toEqual(new Array(24).fill(1));
  });

  it("counts each plan at its hour, whichever day it runs", () => {
    const plans = [
      plan({ every: "day", at: "02:30" }),
      plan({ every: "week", at: "02:00" }),
      plan({ every: "month", day: 30, at: "23:59" }), // two patterns, one start
      plan({ every: "cron", cron: "*/20 8,9 * * 1-5" }),
    ];
    expect(shown(plans)).toEqual(["02: 2", "08: 3", "09: 3", "23: 1"]);
  });

  it("shows them on the wall of the zone asked for", () => {
    const plans = [plan({ every: "day", at: "00:30" }), plan({ every: "day", at: "20:00" })];
    expect(shown(plans, "UTC")).toEqual(["19: 1", "23: 1"]);
    expect(shown(plans, "Asia/Kolkata")).toEqual(["00: 1", "05: 1"]); // 4.5 hours ahead
  });

  it("leaves out plans that do not run by themselves", () => {
    const plans = [
      plan({ every: "manual" }),
      plan({ every: "day" }, "UTC", false),
      { ...plan({ every: "day" }), deletedAt: now },
    ];
    expect(shown(plans)).toEqual([]);
  });
});
