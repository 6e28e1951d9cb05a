import { expect, it } from "vitest";
import { ScheduleText } from "./schedule.ts";

it("a schedule tells a key it does not know and a value it cannot use at once", () => {
  const { error } = ScheduleText.safeParse({ every: "daily", at: "25:99", zone: "UTC" });
  expect(error?.issues.map(({ path }) => path)).toEqual([["zone"], ["at"]]);
});

it("a schedule names an unknown key alone where all else is right", () => {
  const { error } = ScheduleText.safeParse({ every: "daily", at: "02:00", zone: "UTC" });
  expect(error?.issues.map(({ path }) => path)).toEqual([["zone"]]);
});
