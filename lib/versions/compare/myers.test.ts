import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newBudget } from "./budget.ts";
import { type Box, type Sides, splitter } from "./myers.ts";

/** The fewest edits there are, by the table that everybody trusts. */
function fewest({ a, b }: Sides): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const value of a) {
    const next = [(row[0] ?? 0) + 1];
    for (const [index, other] of b.entries()) {
      const kept = value === other ? (row[index] ?? 0) : Number.POSITIVE_INFINITY;
      next.push(Math.min(kept, (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** The edits of the way that the splits of boxes inside boxes make. */
function counted(sides: Sides): number {
  const split = splitter(sides);
  const count = ({ aFrom, aTo, bFrom, bTo }: Box): number => {
    while (aFrom < aTo && bFrom < bTo && sides.a[aFrom] === sides.b[bFrom]) {
      aFrom += 1;
      bFrom += 1;
    }
    while (aFrom < aTo && bFrom < bTo && sides.a[aTo - 1] === sides.b[bTo - 1]) {
      aTo -= 1;
      bTo -= 1;
    }
    if (aFrom === aTo || bFrom === bTo) return aTo - aFrom + bTo - bFrom;
    const middle = split({ aFrom, aTo, bFrom, bTo }, newBudget());
    if (!middle) throw new Error("The budget ran out.");
    const first = { aFrom, aTo: middle.a, bFrom, bTo: middle.b };
    return count(first) + count({ aFrom: middle.a, aTo, bFrom: middle.b, bTo });
  };
  return count({ aFrom: 0, aTo: sides.a.length, bFrom: 0, bTo: sides.b.length });
}

const values = fc.array(fc.nat(3), { maxLength: 60 }).map((list) => Int32Array.from(list));

describe("the middle of a shortest way", () => {
  it("parts a box so that the two parts together need no more edits than the whole", () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        expect(counted({ a, b })).toBe(fewest({ a, b }));
      }),
      { seed: 11, numRuns: 1_000 },
    );
  });

  it("is given up where the budget does not reach to it", () => {
    const [a, b] = [Int32Array.of(1, 2, 3, 4), Int32Array.of(5, 6, 7, 8)];
    const box = { aFrom: 0, aTo: 4, bFrom: 0, bTo: 4 };
    expect(splitter({ a, b })(box, newBudget(3))).toBeNull();
    expect(splitter({ a, b })(box, newBudget())).not.toBeNull();
  });
});
