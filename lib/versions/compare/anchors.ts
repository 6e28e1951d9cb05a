import type { Box, Sides } from "./myers.ts";

/** A place in `a` that is the place in `b`. */
export interface Anchor {
  a: number;
  b: number;
}

/**
 * Finds lines that stand once on each side of a box, as many as come in the same order on both: what
 * a reader recognises as the same, where `!` and `exit` are everywhere. Lines at the left edge come
 * before those below them, so that a section is matched by its heading and not by what is in it.
 *
 * @param atEdge for each different value: 1 where it stands at the left edge
 */
export function anchorFinder({ a, b }: Sides, atEdge: Uint8Array): (box: Box) => Anchor[] {
  const kinds = atEdge.length;
  /** Per value: how often it stands in `a` and in `b` of this box, and where in `b` last. */
  const inA = new Int32Array(kinds);
  const inB = new Int32Array(kinds);
  const placeInB = new Int32Array(kinds);
  return ({ aFrom, aTo, bFrom, bTo }) => {
    for (let at = aFrom; at < aTo; at += 1) inA[a[at] ?? 0] = (inA[a[at] ?? 0] ?? 0) + 1;
    for (let at = bFrom; at < bTo; at += 1) {
      inB[b[at] ?? 0] = (inB[b[at] ?? 0] ?? 0) + 1;
      placeInB[b[at] ?? 0] = at;
    }
    const once: Anchor[] = [];
    for (let at = aFrom; at < aTo; at += 1) {
      const value = a[at] ?? 0;
      if (inA[value] === 1 && inB[value] === 1) once.push({ a: at, b: placeInB[value] ?? 0 });
    }
    for (let at = aFrom; at < aTo; at += 1) inA[a[at] ?? 0] = 0;
    for (let at = bFrom; at < bTo; at += 1) inB[b[at] ?? 0] = 0;
    const headings = longestRising(once.filter((anchor) => atEdge[a[anchor.a] ?? 0] === 1));
    return headings.length > 0 ? headings : longestRising(once);
  };
}

/** The longest choice of anchors of which the places in `b` rise, too. */
function longestRising(anchors: readonly Anchor[]): Anchor[] {
  /** For each length: the index of the anchor with the smallest end. */
  const ends: number[] = [];
  const before = new Int32Array(anchors.length).fill(-1);
  for (const [index, anchor] of anchors.entries()) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((anchors[ends[middle] ?? 0]?.b ?? 0) < anchor.b) low = middle + 1;
      else high = middle;
    }
    before[index] = low > 0 ? (ends[low - 1] ?? -1) : -1;
    ends[low] = index;
  }
  const chosen: Anchor[] = [];
  for (let index = ends.at(-1) ?? -1; index >= 0; index = before[index] ?? -1) {
    const anchor = anchors[index];
    if (anchor) chosen.push(anchor);
  }
  return chosen.reverse();
}
