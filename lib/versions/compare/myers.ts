import { type Budget, roundsMax, spend } from "./budget.ts";

/** A part of both sides: from, and the first that is no longer in it. */
export interface Box {
  aFrom: number;
  aTo: number;
  bFrom: number;
  bTo: number;
}

export interface Sides {
  a: Int32Array;
  b: Int32Array;
}

type Split = (box: Box, budget: Budget) => { a: number; b: number } | null;

/**
 * Finds where a shortest edit script of a box crosses its middle, by going forwards from its
 * beginning and backwards from its end until the two ways meet (Myers 1986, in linear space).
 *
 * Of every diagonal (place in `a` less place in `b`) the furthest place reached is remembered.
 *
 * @returns a function for boxes without a common beginning or end, neither side empty; its answer
 *   `null` means that the budget ran out
 */
export function splitter({ a, b }: Sides): Split {
  const shift = b.length + 1;
  const forward = new Int32Array(a.length + b.length + 3);
  const backward = new Int32Array(a.length + b.length + 3);
  return ({ aFrom, aTo, bFrom, bTo }, budget) => {
    const lowest = aFrom - bTo;
    const highest = aTo - bFrom;
    const begin = aFrom - bFrom;
    const end = aTo - bTo;
    const odd = ((begin - end) & 1) !== 0;
    let [fLow, fHigh, bLow, bHigh] = [begin, begin, end, end];
    forward[shift + begin] = aFrom;
    backward[shift + end] = aTo;
    for (let round = 1; ; round += 1) {
      if (round > roundsMax) {
        budget.coarse = true;
        return furthest(fLow, fHigh);
      }
      if (!spend(budget, fHigh - fLow + bHigh - bLow + 4)) return null;
      if (fLow > lowest) forward[shift + --fLow - 1] = -1;
      else fLow += 1;
      if (fHigh < highest) forward[shift + ++fHigh + 1] = -1;
      else fHigh -= 1;
      for (let k = fHigh; k >= fLow; k -= 2) {
        const fromBefore = forward[shift + k - 1] ?? -1;
        const fromAfter = forward[shift + k + 1] ?? -1;
        const start = fromBefore >= fromAfter ? fromBefore + 1 : fromAfter;
        let x = start;
        while (x < aTo && x - k < bTo && a[x] === b[x - k]) x += 1;
        budget.steps -= x - start;
        forward[shift + k] = x;
        if (odd && k >= bLow && k <= bHigh && (backward[shift + k] ?? 0) <= x) {
          return { a: x, b: x - k };
        }
      }
      if (bLow > lowest) backward[shift + --bLow - 1] = aTo + 1;
      else bLow += 1;
      if (bHigh < highest) backward[shift + ++bHigh + 1] = aTo + 1;
      else bHigh -= 1;
      for (let k = bHigh; k >= bLow; k -= 2) {
        const fromBefore = backward[shift + k - 1] ?? 0;
        const fromAfter = backward[shift + k + 1] ?? 0;
        const start = fromBefore < fromAfter ? fromBefore : fromAfter - 1;
        let x = start;
        while (x > aFrom && x - k > bFrom && a[x - 1] === b[x - k - 1]) x -= 1;
        budget.steps -= start - x;
        backward[shift + k] = x;
        if (!odd && k >= fLow && k <= fHigh && x <= (forward[shift + k] ?? 0)) {
          return { a: x, b: x - k };
        }
      }
    }
  };

  /** The place that was reached forwards with the most of both sides behind it. */
  function furthest(low: number, high: number): { a: number; b: number } {
    let best = { a: 0, b: Number.NEGATIVE_INFINITY };
    for (let k = low; k <= high; k += 2) {
      const x = forward[shift + k] ?? 0;
      if (2 * x - k > best.a + best.b) best = { a: x, b: x - k };
    }
    return best;
  }
}
