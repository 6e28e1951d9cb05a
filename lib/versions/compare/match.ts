import { anchorFinder } from "./anchors.ts";
import { type Budget, newBudget, spend } from "./budget.ts";
import { type Box, splitter } from "./myers.ts";

/** Which lines of two texts are the same. */
export interface Matched {
  /** For each place in `a`: its place in `b`, or -1 where it was removed; rising. */
  ofA: Int32Array;
  /** Whether a bound was met, so that more may be the same than is said. */
  coarse: boolean;
}

/**
 * Matches two lists of keys: first by what stands once on each side, between that by the shortest
 * edit script. Where that is too far to seek, a way that is not the shortest is taken; where the budget
 * runs out, what is left counts as replaced as a whole.
 */
export function match(
  a: readonly string[],
  b: readonly string[],
  budget: Budget = newBudget(),
): Matched {
  const { sides, atEdge } = asNumbers(a, b);
  const ofA = new Int32Array(a.length).fill(-1);
  const anchorsIn = anchorFinder(sides, atEdge);
  const split = splitter(sides);
  const waiting: Box[] = [{ aFrom: 0, aTo: a.length, bFrom: 0, bTo: b.length }];
  for (let box = waiting.pop(); box; box = waiting.pop()) {
    trim(box, sides, ofA);
    const { aFrom, aTo, bFrom, bTo } = box;
    if (aFrom === aTo || bFrom === bTo) continue;
    if (!spend(budget, aTo - aFrom + bTo - bFrom)) continue;
    const anchors = anchorsIn(box);
    if (anchors.length > 0) {
      let from = { a: aFrom, b: bFrom };
      for (const anchor of anchors) {
        ofA[anchor.a] = anchor.b;
        waiting.push({ aFrom: from.a, aTo: anchor.a, bFrom: from.b, bTo: anchor.b });
        from = { a: anchor.a + 1, b: anchor.b + 1 };
      }
      waiting.push({ aFrom: from.a, aTo, bFrom: from.b, bTo });
      continue;
    }
    const middle = split(box, budget);
    if (!middle) continue;
    waiting.push({ aFrom: middle.a, aTo, bFrom: middle.b, bTo });
    waiting.push({ aFrom, aTo: middle.a, bFrom, bTo: middle.b });
  }
  return { ofA, coarse: budget.coarse };
}

/** Takes the common beginning and end off a box, and notes them as the same. */
function trim(box: Box, { a, b }: { a: Int32Array; b: Int32Array }, ofA: Int32Array): void {
  while (box.aFrom < box.aTo && box.bFrom < box.bTo && a[box.aFrom] === b[box.bFrom]) {
    ofA[box.aFrom] = box.bFrom;
    box.aFrom += 1;
    box.bFrom += 1;
  }
  while (box.aFrom < box.aTo && box.bFrom < box.bTo && a[box.aTo - 1] === b[box.bTo - 1]) {
    box.aTo -= 1;
    box.bTo -= 1;
    ofA[box.aTo] = box.bTo;
  }
}

/** Equal texts become equal numbers, which compare at once. */
function asNumbers(a: readonly string[], b: readonly string[]) {
  const numbers = new Map<string, number>();
  const numberOf = (text: string) => {
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, numbers.size);
    return numbers.size - 1;
  };
  const sides = { a: Int32Array.from(a, numberOf), b: Int32Array.from(b, numberOf) };
  return { sides, atEdge: Uint8Array.from(numbers.keys(), (text) => (/^\S/.test(text) ? 1 : 0)) };
}
