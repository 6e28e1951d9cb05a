import { expect, test } from "vitest";
import { isQuiet } from "./quiet.ts";

const night = { from: "22:00", until: "06:30" };

test.each([
  ["2026-03-10T21:00:00Z", true], // 22:00 in Berlin
  ["2026-03-10T20:59:59Z", false],
  ["2026-03-10T05:29:00Z", true],
  ["2026-03-10T05:30:00Z", false],
  ["2026-07-10T04:29:00Z", true], // summer time: 06:29
  ["2026-07-10T04:30:00Z", false],
])("at %s a night in Berlin is quiet: %s", (at, quiet) => {
  expect(isQuiet(night, "Europe/Berlin", new Date(at))).toBe(quiet);
});

test("hours of one day, and none", () => {
  const noon = new Date("2026-03-10T12:00:00Z");
  expect(isQuiet({ from: "11:00", until: "13:00" }, "UTC", noon)).toBe(true);
  expect(isQuiet({ from: "13:00", until: "14:00" }, "UTC", noon)).toBe(false);
  expect(isQuiet(null, "UTC", noon)).toBe(false);
});
