import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Schedule } from "#lib/plans";
import { testSeed } from "../../test/seed.ts";
import { objectiveMs, protectionOf } from "./protection.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const now = new Date("2026-03-10T12:00:00Z");
const seed = testSeed();

describe("the objective of a plan", () => {
  const hours = (given: unknown, timeZone = "UTC", objectiveHours: number | null = null) => {
    const schedule = Schedule.parse(given);
    const objective = objectiveMs({ schedule, timeZone, objectiveHours }, now);
    return objective === null ? null : objective / hourMs;
  };

  it("is twice the longest gap between its next 50 due times, plus an hour", () => {
    expect(hours({ every: "hour" })).toBe(3);
    expect(hours({ every: "day" })).toBe(49);
    expect(hours({ every: "week" })).toBe(2 * 7 * 24 + 1);
    expect(hours({ every: "month" })).toBe(2 * 31 * 24 + 1);
    expect(hours({ every: "cron", cron: "0 8 * * 1-5" })).toBe(2 * 72 + 1);
  });

  it("looks only as far as 50 due times: an autumn that is further away does not stretch it", () => {
    expect(hours({ every: "day" }, "Europe/Berlin")).toBe(49);
    const october = new Date("2026-10-01T12:00:00Z");
    const schedule = Schedule.parse({ every: "day" });
    expect(
      objectiveMs({ schedule, timeZone: "Europe/Berlin", objectiveHours: null }, october),
    ).toBe(51 * hourMs);
  });

  it("is what a person set, and none for a manual plan without that", () => {
    expect(hours({ every: "manual" })).toBeNull();
    expect(hours({ every: "manual" }, "UTC", 36)).toBe(36);
    expect(hours({ every: "hour" }, "UTC", 36)).toBe(36);
  });
});

describe("protection", () => {
  const daily = 49 * hourMs;
  const aged = (ageMs: number | null, objective: number | null = daily, enabled = true) =>
    protectionOf({
      lastGoodAt: ageMs === null ? null : new Date(now.getTime() - ageMs),
      objectiveMs: objective,
      enabled,
      now,
    });

  it("holds within the objective, to the millisecond", () => {
    expect(aged(0)).toBe("protected");
    expect(aged(daily)).toBe("protected");
    expect(aged(daily + 1)).toBe("stale");
  });

  it("is lost beyond seven days, or twice the objective where that is longer", () => {
    expect(aged(7 * dayMs)).toBe("stale");
    expect(aged(7 * dayMs + 1)).toBe("unprotected");
    const monthly = 1_489 * hourMs;
    expect(aged(2 * monthly, monthly)).toBe("stale");
    expect(aged(2 * monthly + 1, monthly)).toBe("unprotected");
  });

  it("does not exist without a good copy", () => {
    expect(aged(null)).toBe("unprotected");
    expect(aged(null, null)).toBe("unprotected");
  });

  it("is paused while a person disabled the plan, whatever its age", () => {
    expect(aged(0, daily, false)).toBe("paused");
    expect(aged(null, daily, false)).toBe("paused");
  });

  it("has no end for a manual plan with a good copy", () => {
    expect(aged(1_000 * dayMs, null)).toBe("protected");
  });

  it("is not believed of a copy dated in the future: its age is not known", () => {
    expect(aged(-hourMs)).toBe("protected"); // clocks differ a little
    expect(aged(-hourMs - 1)).toBe("stale");
    expect(aged(-400 * dayMs, null)).toBe("stale");
  });

  it("never grows better with age", () => {
    const order = ["protected", "stale", "unprotected"];
    const age = fc.nat({ max: 400 * dayMs });
    fc.assert(
      fc.property(age, age, fc.integer({ min: hourMs, max: 100 * dayMs }), (a, b, objective) => {
        const [younger, older] = [Math.min(a, b), Math.max(a, b)];
        expect(order.indexOf(aged(older, objective))).toBeGreaterThanOrEqual(
          order.indexOf(aged(younger, objective)),
        );
      }),
      { seed, numRuns: 300 },
    );
  });
});
