import { normalise } from "#lib/platforms";
import { newBudget } from "./budget.ts";
import { match } from "./match.ts";
import type { ComparedText } from "./side.ts";

/** Lines of the one text that the other has not, by what counts as change. */
export interface LineCounts {
  added: number;
  removed: number;
}

/**
 * Counts what a comparison of two texts would show as added and removed, and reads nothing that only
 * showing it needs. Blocks for as long as its budget lasts.
 *
 * @param steps see `budget.ts`
 * @returns `null`: the budget ran out before the shortest way between the two was found
 */
export function countChanges(
  { a, b }: { a: ComparedText; b: ComparedText },
  steps: number,
): LineCounts | null {
  const [before, after] = [keysOf(a), keysOf(b)];
  const { ofA, coarse } = match(before, after, newBudget(steps));
  if (coarse) return null;
  const same = ofA.reduce((sum, place) => sum + (place < 0 ? 0 : 1), 0);
  return { added: after.length - same, removed: before.length - same };
}

/** What counts of a text, line by line: the same key is the same line. Holds secrets. */
export function keysOf({ platform, text }: ComparedText): string[] {
  const whole = text.endsWith("\n") ? text.slice(0, -1) : text;
  if (whole === "") return [];
  return normalise(platform, whole).counts.filter((line) => line !== null);
}
