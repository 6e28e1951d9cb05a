import { describe, expect, it } from "vitest";
import { timeShare } from "./time-share.ts";

describe("the place of an archive in the chart of sizes", () => {
  const from = new Date("2026-01-01T00:00:00Z");
  const until = new Date("2026-01-11T00:00:00Z");

  it("is where it lies in time, not which one it is", () => {
    expect(timeShare(from, { from, until })).toBe(0);
    expect(timeShare(new Date("2026-01-02T00:00:00Z"), { from, until })).toBeCloseTo(0.1);
    expect(timeShare(until, { from, until })).toBe(1);
  });

  it("stays inside where the clock was set back, and is the middle of one moment", () => {
    expect(timeShare(new Date("2027-01-01T00:00:00Z"), { from, until })).toBe(1);
    expect(timeShare(new Date("2025-01-01T00:00:00Z"), { from, until })).toBe(0);
    expect(timeShare(from, { from, until: from })).toBe(0.5);
  });
});
