import { describe, expect, it } from "vitest";
import { forecast } from "./forecast.ts";

function growth(bytes: number[], freeBytes = 1_000) {
  const daily = bytes.map((value, index) => ({
    day: new Date(Date.UTC(2026, 2, 1 + index)).toISOString().slice(0, 10),
    bytes: value,
  }));
  return { daily, freeBytes };
}

describe("forecast", () => {
  it("follows steady growth to the day on which the disk is full", () => {
    const ahead = forecast(growth([100, 110, 120, 130, 140, 150, 160, 170], 95));
    expect(ahead?.bytesPerDay).toBe(10);
    expect(ahead?.fullInDays).toBe(9);
    expect(ahead?.fullAt?.toISOString()).toBe("2026-03-17T00:00:00.000Z");
    expect(ahead?.spreadAfter(30)).toBe(0);
  });

  it("says nothing about fewer days than a week, and does not count the days before the first", () => {
    expect(forecast(growth([]))).toBeNull();
    expect(forecast(growth([0, 0, 0, 0, 0, 10, 20, 30]))).toBeNull();
    expect(forecast(growth([0, 0, 10, 20, 30, 40, 50, 60, 70]))?.bytesPerDay).toBe(10);
  });

  it("names no day where the use shrinks, or where it is more than a year away", () => {
    expect(forecast(growth([80, 70, 60, 50, 40, 30, 20]))?.fullAt).toBeNull();
    expect(forecast(growth([1, 2, 3, 4, 5, 6, 7], 366))?.fullAt).toBeNull();
    expect(forecast(growth([1, 2, 3, 4, 5, 6, 7], 365))?.fullInDays).toBe(365);
  });

  it("widens with time where the days differ", () => {
    const ahead = forecast(growth([100, 130, 120, 160, 150, 190, 180, 210]));
    const [near = 0, far = 0] = [ahead?.spreadAfter(10), ahead?.spreadAfter(40)];
    expect(near).toBeGreaterThan(0);
    expect(far).toBeCloseTo(2 * near);
  });
});
