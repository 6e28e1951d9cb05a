import { describe, expect, it } from "vitest";
import type { ComparedPart, ComparedRow } from "#lib/versions/schema";
import { overviewOf } from "./overview.ts";

const line = { line: 1, text: "x", marks: [] };
const sides = { added: [null, line], removed: [line, null], both: [line, line] } as const;
const section = (...rows: [number, keyof typeof sides][]): ComparedPart => ({
  kind: "section",
  path: [],
  added: 0,
  removed: 0,
  rows: rows.map(
    ([index, is]): ComparedRow => ({ index, kind: "changed", a: sides[is][0], b: sides[is][1] }),
  ),
});
const gap = (from: number, to: number, changed: number): ComparedPart => ({
  kind: "gap",
  from,
  to,
  changed,
  sections: [],
});

describe("the overview of a comparison", () => {
  it("has each change where it lies in the whole, gaps among it", () => {
    const parts = [
      gap(0, 120, 0),
      section([120, "added"]),
      gap(121, 239, 0),
      section([239, "both"]),
    ];
    expect(overviewOf(parts, 240)).toEqual([
      { from: 50, to: expect.closeTo(50 + 100 / 240), kind: "added" },
      { from: expect.closeTo(100 - 100 / 240), to: 100, kind: "both" },
    ]);
  });

  it("is one mark where many rows fall together, and so never larger than its slices", () => {
    const rows = Array.from({ length: 24_000 }, (_, at): [number, "added" | "removed"] => [
      at,
      at < 12_000 ? "removed" : "added",
    ]);
    expect(overviewOf([section(...rows)], 24_000)).toEqual([
      { from: 0, to: 50, kind: "removed" },
      { from: 50, to: 100, kind: "added" },
    ]);
  });

  it("shows where changes are that were left out", () => {
    expect(overviewOf([section([0, "removed"]), gap(1, 2, 1)], 2)).toEqual([
      { from: 0, to: expect.any(Number), kind: "removed" },
      { from: 50, to: 100, kind: "left-out" },
    ]);
  });
});
