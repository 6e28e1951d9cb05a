import { wordsOf } from "./words.ts";

/** From this share of common words on, a removed and an added line are one changed line. */
const likeMin = 0.5;
/** A line that has this share of a shorter one in it is that line made longer. */
const longerMin = 0.75;
/** Larger blocks are paired line by line from their beginning. */
const cellsMax = 10_000;

/** A removed and an added line beside each other; `null`: nothing stands opposite. */
export type Pair = readonly [a: number | null, b: number | null];

/**
 * Puts the removed and added lines of one block beside each other, those together that are most alike,
 * in their order.
 */
export function pairLines(removed: readonly string[], added: readonly string[]): Pair[] {
  if (removed.length === 0) return added.map((_, index) => [null, index]);
  if (added.length === 0) return removed.map((_, index) => [index, null]);
  if (removed.length * added.length > cellsMax) return oneByOne(removed, added);
  const [left, right] = [removed.map(bagOf), added.map(bagOf)];
  const width = added.length + 1;
  /** The most likeness that the first lines of both can have together. */
  const best = new Float64Array((removed.length + 1) * width);
  const like = (i: number, j: number) => likeness(left[i] ?? emptyBag, right[j] ?? emptyBag);
  const likes = new Float64Array(removed.length * added.length);
  for (let i = 0; i < removed.length; i += 1) {
    for (let j = 0; j < added.length; j += 1) {
      const alike = like(i, j);
      likes[i * added.length + j] = alike;
      const paired = alike >= likeMin ? (best[i * width + j] ?? 0) + alike : 0;
      const above = best[i * width + j + 1] ?? 0;
      const before = best[(i + 1) * width + j] ?? 0;
      best[(i + 1) * width + j + 1] = Math.max(paired, above, before);
    }
  }
  const pairs: Pair[] = [];
  let [i, j] = [removed.length, added.length];
  while (i > 0 || j > 0) {
    const here = best[i * width + j] ?? 0;
    const together = i > 0 && j > 0 && isPaired(i, j, here);
    const isAdded = !together && j > 0 && (i === 0 || here === best[i * width + j - 1]);
    if (!isAdded) i -= 1;
    if (together || isAdded) j -= 1;
    pairs.push([isAdded ? null : i, together || isAdded ? j : null]);
  }
  return pairs.reverse();

  function isPaired(row: number, column: number, here: number): boolean {
    const alike = likes[(row - 1) * added.length + column - 1] ?? 0;
    return alike >= likeMin && here === (best[(row - 1) * width + column - 1] ?? 0) + alike;
  }
}

/** Words of a line, each with how often. */
interface Bag {
  words: Map<string, number>;
  size: number;
  /** White space before the first word. */
  indent: number;
}
const emptyBag: Bag = { words: new Map(), size: 0, indent: 0 };

function bagOf(line: string): Bag {
  const words = new Map<string, number>();
  let size = 0;
  for (const { text } of wordsOf(line)) {
    if (!/\S/.test(text)) continue;
    words.set(text, (words.get(text) ?? 0) + 1);
    size += 1;
  }
  return { words, size, indent: line.length - line.trimStart().length };
}

function likeness(a: Bag, b: Bag): number {
  if (a.size === 0 || b.size === 0 || a.indent !== b.indent) return 0;
  let common = 0;
  for (const [word, count] of a.words) common += Math.min(count, b.words.get(word) ?? 0);
  const shorter = Math.min(a.size, b.size);
  const isLonger = shorter > 1 && common / shorter >= longerMin;
  return Math.max((2 * common) / (a.size + b.size), isLonger ? likeMin : 0);
}

function oneByOne(removed: readonly string[], added: readonly string[]): Pair[] {
  const pairs: Pair[] = [];
  for (let index = 0; index < Math.max(removed.length, added.length); index += 1) {
    const [a, b] = [removed[index], added[index]];
    if (a !== undefined && b !== undefined && likeness(bagOf(a), bagOf(b)) < likeMin) {
      pairs.push([index, null], [null, index]);
    } else {
      pairs.push([a === undefined ? null : index, b === undefined ? null : index]);
    }
  }
  return pairs;
}
