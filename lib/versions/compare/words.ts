import { redacted } from "#lib/platforms";
import type { Mark } from "../schema.ts";
import { newBudget } from "./budget.ts";
import { match } from "./match.ts";

/** Names, numbers and addresses are one word each; of the rest each sign is one. */
const word = new RegExp(`${redacted}|[\\p{L}\\p{N}_.:/@%+-]+|\\s+|.`, "gsu");
/** A line of more words is marked as a whole. */
const wordsMax = 400;
/** Steps for one line. */
const lineSteps = 200_000;

export interface Word {
  text: string;
  from: number;
}

export function wordsOf(text: string): Word[] {
  return Array.from(text.matchAll(word), (found) => ({ text: found[0], from: found.index }));
}

/**
 * What of two lines is other than in the other line. Where they have next to nothing in common, nothing
 * is marked: all of it is other.
 *
 * @param secretsDiffer whether what stands in place of a secret counts as other
 */
export function markWords(
  a: string,
  b: string,
  { secretsDiffer }: { secretsDiffer: boolean },
): { a: Mark[]; b: Mark[] } {
  const [left, right] = [wordsOf(a), wordsOf(b)];
  if (left.length > wordsMax || right.length > wordsMax) return { a: [], b: [] };
  const { ofA } = match(keysOf(left, "a"), keysOf(right, "b"), newBudget(lineSteps));
  const keptLeft = Array.from(ofA, (place) => place >= 0);
  const keptRight = right.map(() => false);
  for (const place of ofA) if (place >= 0) keptRight[place] = true;
  const common = left.filter(({ text }, index) => keptLeft[index] && /\S/.test(text)).length;
  if (common === 0) return { a: [], b: [] };
  return { a: marksOf(left, keptLeft), b: marksOf(right, keptRight) };

  function keysOf(words: readonly Word[], side: string): string[] {
    return words.map(({ text }) => (secretsDiffer && text === redacted ? `${side}${text}` : text));
  }
}

/** Parts that are other; white space between two of them belongs to them. */
function marksOf(words: readonly Word[], kept: readonly boolean[]): Mark[] {
  const marks: [number, number][] = [];
  let joined = false;
  for (const [index, { text, from }] of words.entries()) {
    const last = marks.at(-1);
    const isSpace = !/\S/.test(text);
    if (kept[index] && !isSpace) joined = false;
    if (kept[index] || (isSpace && !joined)) continue;
    if (last && joined) last[1] = from + text.length;
    else marks.push([from, from + text.length]);
    joined = true;
  }
  return marks;
}
