import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { numberOf } from "./number-of.ts";
import { NumberTable } from "./number-table.ts";

describe("a table of numbers", () => {
  it("holds what a map would, however many fall on the same place", () => {
    const key = fc.oneof(
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 50 }).map((n) => n * 2 ** 40 + 7), // the same last bits
      fc.maxSafeInteger().map((n) => Math.abs(n) || 1),
    );
    const change = fc.tuple(key, fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 200 }), fc.array(key), (changes, asked) => {
        const [table, map] = [new NumberTable(), new Map<number, number>()];
        for (const [at, value] of changes) {
          table.set(at, value);
          map.set(at, value);
        }
        for (const at of [...map.keys(), ...asked]) {
          expect(table.get(at)).toBe(map.get(at));
          expect(table.has(at)).toBe(map.has(at));
        }
      }),
    );
  });

  it("grows with what it holds", () => {
    const table = new NumberTable();
    for (let n = 0; n < 10_000; n++) table.set(numberOf(`path ${n}`), n);
    for (let n = 0; n < 10_000; n++) expect(table.get(numberOf(`path ${n}`))).toBe(n);
    expect(table.has(numberOf("another"))).toBe(false);
  });
});
