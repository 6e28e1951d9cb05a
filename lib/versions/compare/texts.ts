import type { ComparedPart, Comparison } from "../schema.ts";
import { match } from "./match.ts";
import { countRows, partsOf, sectionsIn } from "./parts.ts";
import { placeRows } from "./rows.ts";
import { settle } from "./settle.ts";
import { type ComparedText, readSide } from "./side.ts";

/** What is compared, and how. */
export interface CompareOrder {
  a: ComparedText;
  b: ComparedText;
  /** Whether lines take part that differ although nobody changed anything. */
  withVolatile: boolean;
}

/** Compares two texts; no secret is in the answer. Blocks: call it in a thread. */
export function compareNow(order: CompareOrder): Comparison {
  const { sides, rows, coarse } = readRows(order);
  const { a, b } = sides;
  return {
    parts: partsOf(sides, rows),
    ...countRows(sides, rows),
    rows: rows.length,
    longest: Math.max(longestOf(a.shown), longestOf(b.shown)),
    volatile: { a: a.volatile, b: b.volatile },
    redacted: { a: a.redacted, b: b.redacted },
    coarse,
  };
}

function longestOf(lines: readonly string[]): number {
  return lines.reduce((most, { length }) => Math.max(most, length), 0);
}

/** As many rows a gap gives at once. */
export const rowsOpenedMax = 2_000;

/** Some rows of the same comparison, for a gap that is opened. */
export function compareRange(
  order: CompareOrder,
  { from, to }: { from: number; to: number },
): ComparedPart[] {
  const { sides, rows } = readRows(order);
  return sectionsIn(sides, rows, { from, to: Math.min(to, from + rowsOpenedMax) });
}

function readRows({ a, b, withVolatile }: CompareOrder) {
  const sides = { a: readSide(a, withVolatile), b: readSide(b, withVolatile) };
  const { ofA, coarse } = match(sides.a.keys, sides.b.keys);
  settle(sides.a.keys, sides.b.keys, ofA);
  return { sides, rows: placeRows(sides.a, sides.b, ofA), coarse };
}
