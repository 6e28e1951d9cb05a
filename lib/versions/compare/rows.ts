import type { Section } from "#lib/platforms";
import type { ComparedRow, ComparedSide, Mark } from "../schema.ts";
import { type Pair, pairLines } from "./pair.ts";
import { hasSecret, type Side } from "./side.ts";
import { markWords } from "./words.ts";

/** A row before it is shown: places among the lines that take part. */
export interface RowPlace {
  a: number | null;
  b: number | null;
  changed: boolean;
}

/** All rows of a comparison, in order. */
export function placeRows(a: Side, b: Side, ofA: Int32Array): RowPlace[] {
  const rows: RowPlace[] = [];
  let [i, j] = [0, 0];
  while (i < a.keys.length || j < b.keys.length) {
    const same = i < a.keys.length ? (ofA[i] ?? -1) : -1;
    if (same === j) {
      rows.push({ a: i, b: j, changed: false });
      i += 1;
      j += 1;
      continue;
    }
    const [fromA, fromB] = [i, j];
    while (i < a.keys.length && (ofA[i] ?? -1) < 0) i += 1;
    j = i < a.keys.length ? (ofA[i] ?? 0) : b.keys.length;
    for (const [left, right] of pairsOf({ a, b }, [fromA, i], [fromB, j])) {
      const place = { a: left === null ? null : fromA + left, changed: true };
      rows.push({ ...place, b: right === null ? null : fromB + right });
    }
  }
  return rows;
}

function pairsOf(
  { a, b }: { a: Side; b: Side },
  [fromA, toA]: [number, number],
  [fromB, toB]: [number, number],
): Pair[] {
  return pairLines(a.keys.slice(fromA, toA), b.keys.slice(fromB, toB));
}

/** A row as it is shown: texts without secrets, and what of them is other. */
export function showRow(
  { a, b }: { a: Side; b: Side },
  { place, index }: { place: RowPlace; index: number },
): ComparedRow {
  const left = place.a === null ? null : sideOf(a, place.a);
  const right = place.b === null ? null : sideOf(b, place.b);
  const kind = place.changed ? "changed" : "same";
  if (!place.changed || !left || !right) return { index, kind, a: left, b: right };
  const secretsDiffer = left.text === right.text;
  const marks = markWords(left.text, right.text, { secretsDiffer });
  return { index, kind, a: { ...left, marks: marks.a }, b: { ...right, marks: marks.b } };
}

/** Whether nothing but a secret differs in a row. */
export function isSecretAlone({ a, b }: { a: Side; b: Side }, place: RowPlace): boolean {
  if (!place.changed || place.a === null || place.b === null) return false;
  const text = a.shown[a.numbers[place.a] ?? 0] ?? "";
  return text === b.shown[b.numbers[place.b] ?? 0] && hasSecret(text);
}

/** The section of a row: that of what is there now, else of what was there. */
export function sectionOf({ a, b }: { a: Side; b: Side }, place: RowPlace): Section | null {
  if (place.b !== null) return b.sections[b.numbers[place.b] ?? 0] ?? null;
  return a.sections[a.numbers[place.a ?? 0] ?? 0] ?? null;
}

const noMarks: readonly Mark[] = [];

function sideOf(side: Side, place: number): ComparedSide {
  const number = side.numbers[place] ?? 0;
  return { line: number + 1, text: side.shown[number] ?? "", marks: noMarks };
}
