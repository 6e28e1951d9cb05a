import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isFailure } from "#lib/failures";
import { testSeed } from "../../test/seed.ts";
import { checkSchedule, nextRun } from "./schedule.ts";
import { Schedule } from "./schema.ts";

const seed = testSeed();

function refusal(cron: string): string {
  try {
    checkSchedule({ every: "cron", cron });
  } catch (error) {
    if (isFailure(error)) return `${error.causeName}: ${error.message}`;
    throw error;
  }
  return "taken";
}

describe("a cron expression", () => {
  it.each([
    "* * * * *",
    "*/15 * * * *",
    "0 8-18/2 * * MON-FRI",
    "0 0 29 2 *",
    "30 3 1,15 JAN,JUL *",
    "0 0 L * *",
    "0 0 * * 7",
    "0 0 * * FRI#2",
  ])("of five fields is taken: %s", (cron) => expect(refusal(cron)).toBe("taken"));

  it("of six fields is refused: seconds are not known", () => {
    expect(refusal("0 * * * * *")).toBe(
      "invalid: A cron expression has five fields: minute, hour, day, month, weekday. This has six. Seconds are not known here.",
    );
  });

  it("of too few fields is refused", () => {
    expect(refusal("0 2 * *")).toMatch(/This has four\.$/);
    expect(refusal("0")).toMatch(/This has one\.$/);
  });

  it.each([
    ["60 * * * *", "minute", "60"],
    ["0 24 * * *", "hour", "24"],
    ["0 0 32 * *", "day", "32"],
    ["0 0 * 13 *", "month", "13"],
    ["0 0 * * 8", "weekday", "8"],
    ["? * * * *", "minute", "?"],
    ["*/0 * * * *", "minute", "*/0"],
    ["5-1 * * * *", "minute", "5-1"],
    ["1,,2 * * * *", "minute", "1,,2"],
    ["0 0 * * +MON", "weekday", "+MON"],
    ["0 0 * * ‮1", "weekday", "‮1"],
  ])("names the field it cannot read: %s", (cron, field, part) => {
    expect(refusal(cron)).toContain(`The ${field} field does not take “${part}”`);
  });

  it.each(["0 0 31 2 *", "0 0 30 2 *", "0 0 31 4,6,9,11 *"])(
    "for a date that does not exist never runs, and is refused: %s",
    (cron) => expect(refusal(cron)).toBe(`never-runs: “${cron}” never comes due.`),
  );

  it("is one line", () => {
    const parsed = Schedule.safeParse({ every: "cron", cron: "0 0 *\n* *" });
    expect(parsed.error?.issues[0]?.message).toBe("A cron expression is one line.");
    expect(refusal("0 0 *\n* *")).toBe("invalid: A cron expression is one line.");
  });

  it("may be a nickname, which is kept as the five fields it stands for", () => {
    const parse = (cron: string) => Schedule.parse({ every: "cron", cron });
    expect(parse("@daily")).toEqual({ every: "cron", cron: "0 0 * * *" });
    expect(parse(" @Hourly ")).toEqual({ every: "cron", cron: "0 * * * *" });
    expect(refusal("@reboot")).toMatch(/^invalid: “@reboot” is not known here/);
  });

  it("is kept with single spaces", () => {
    expect(Schedule.parse({ every: "cron", cron: " 0\t0   * * *" })).toEqual({
      every: "cron",
      cron: "0 0 * * *",
    });
  });

  it("is either refused with a sentence or followed: nothing throws later", () => {
    const piece = fc.constantFrom("*", "0", "5", "31", "L", "W", "15W", "LW", "1-5", "*/7", "MON");
    const glue = fc.constantFrom("", ",", "-", "/", "#", "L", "?", "+", "@");
    const joined = fc
      .array(fc.tuple(piece, glue), { minLength: 1, maxLength: 3 })
      .map((parts) => parts.flat().slice(0, -1).join(""));
    const field = fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom("*", "0", "5", "*/7") },
      { weight: 1, arbitrary: joined },
    );
    const expression = fc
      .array(field, { minLength: 5, maxLength: 5 })
      .map((fields) => fields.join(" "));
    const seen = { taken: 0, refused: 0 };
    fc.assert(
      fc.property(expression, (cron) => {
        if (refusal(cron) !== "taken") {
          seen.refused += 1;
          return;
        }
        seen.taken += 1;
        const after = new Date("2026-03-28T12:00:00Z");
        expect(nextRun({ every: "cron", cron }, "Europe/Berlin", after)).toBeInstanceOf(Date);
      }),
      { seed, numRuns: 2_000 },
    );
    expect(seen.taken).toBeGreaterThan(20);
    expect(seen.refused).toBeGreaterThan(20);
  });
});
