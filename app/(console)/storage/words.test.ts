import { describe, expect, it } from "vitest";
import { forecast } from "#lib/runs";
import { binBuys, ratioText, reckoning, verdictText } from "./words.ts";

const now = new Date("2026-03-10T12:00:00Z");
const daily = (bytes: number[]) =>
  bytes.map((value, index) => ({
    day: `2026-03-${String(index + 1).padStart(2, "0")}`,
    bytes: value,
  }));

describe("the storage page", () => {
  it("names the day the disk is full, and how it was reckoned", () => {
    const ahead = forecast({
      daily: daily([1e9, 2e9, 3e9, 4e9, 5e9, 6e9, 7e9, 8e9]),
      freeBytes: 10e9,
    });
    expect(verdictText(ahead, now)).toBe("Full in 10 days, on 18 Mar");
    expect(reckoning(ahead)).toMatch(/^Over the days shown the vault grew by 1\.0 GB a day/);
  });

  it("says nothing of a day where the history is too short or the growth too small", () => {
    const short = forecast({ daily: daily([1e9, 2e9]), freeBytes: 10e9 });
    expect(verdictText(short, now)).toBe("Growth is not known yet");
    expect(reckoning(short)).toBe("A forecast needs seven days with archives.");
    const still = forecast({ daily: daily([9, 9, 9, 9, 9, 9, 9]), freeBytes: 10e9 });
    expect(verdictText(still, now)).toBe("The disk is not full within a year");
  });

  it("says how much longer the disk lasts once the bin is empty", () => {
    const ahead = forecast({ daily: daily([1, 2, 3, 4, 5, 6, 7, 8]), freeBytes: 10 });
    expect([1, 13.5, 400, 0.5, null].map((bytes) => binBuys(bytes, ahead))).toEqual([
      "1 day",
      "13 days",
      "more than a year",
      null,
      null,
    ]);
    const shrinks = forecast({ daily: daily([8, 7, 6, 5, 4, 3, 2, 1]), freeBytes: 10 });
    expect(binBuys(5, shrinks)).toBe(null);
    expect(binBuys(5, null)).toBe(null);
  });

  it("compares content with what is stored", () => {
    expect(ratioText(13_100, 1_000)).toBe("13.1 : 1");
    expect(ratioText(0, 1_000)).toBe("–");
  });
});
