import { describe, expect, it } from "vitest";
import { neighboursOf, spansOf } from "./spans.ts";

const day = (number: number) => new Date(Date.UTC(2026, 2, number));
const version = (
  number: number,
  state: "active" | "past" | "quarantined",
  [first, last]: [number, number],
) => ({ number, state, firstSeenAt: day(first), lastSeenAt: day(last) });

describe("the spans of versions", () => {
  it("last until the next version begins, and the active one until now", () => {
    const versions = [version(2, "active", [5, 8]), version(1, "past", [1, 4])];
    expect(spansOf(versions, day(9))).toEqual([
      { number: 1, state: "past", from: day(1), until: day(5), days: 4 },
      { number: 2, state: "active", from: day(5), until: null, days: 4 },
    ]);
  });

  it("are not ended by a text that was put aside", () => {
    const versions = [
      version(1, "past", [1, 6]),
      version(2, "quarantined", [3, 4]),
      version(3, "active", [7, 7]),
    ];
    expect(spansOf(versions, day(7)).map(({ days }) => days)).toEqual([6, 1, 0]);
  });

  it("are never negative, even where the clock went back", () => {
    expect(spansOf([version(1, "active", [5, 5])], day(2))[0]?.days).toBe(0);
  });

  it("end when it was last seen where nothing followed", () => {
    expect(spansOf([version(1, "past", [1, 3])], day(9))[0]?.until).toEqual(day(3));
  });
});

it("a version has an older and a newer one but at the ends", () => {
  expect(neighboursOf(1, 3)).toEqual({ older: null, newer: 2 });
  expect(neighboursOf(3, 3)).toEqual({ older: 2, newer: null });
  expect(neighboursOf(1, 1)).toEqual({ older: null, newer: null });
});
