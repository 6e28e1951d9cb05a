import type { BigIntStats } from "node:fs";

/** One reading of a whole file. */
export interface Portion<T> {
  value: T;
  length: number;
  /** Whether an earlier reading came to the same bytes. */
  isLike(other: T): boolean;
}

/** As often a file is read that changes while it is. */
const readingsMax = 2;
/** Two writes this close can carry one time stamp: kernels take it from a tick of up to 10 ms. */
const tickMs = 50;
/** A file that was written this shortly before is likely to be written again. */
const restlessMs = 60_000;

/**
 * Reads a file, and once more when it changed meanwhile.
 *
 * @param read reads up to the given size; `null`: it is too large by now
 * @returns the last reading, and whether it shows one state of the file; or `null` as `read` says
 */
export async function readSteadily<T>(
  look: () => Promise<BigIntStats>,
  read: (size: number) => Promise<Portion<T> | null>,
): Promise<{ value: T; length: number; isSteady: boolean } | null> {
  let last: Portion<T> | null = null;
  for (let before = await look(), reading = 1; ; reading++) {
    const portion = await read(Number(before.size));
    if (!portion) return null;
    const after = await look();
    const isSteady =
      isUnchanged(before, after) &&
      portion.length === Number(before.size) &&
      (!wasWrittenWithin(after, tickMs) || (last !== null && portion.isLike(last.value)));
    if (isSteady || reading === readingsMax) {
      return { value: portion.value, length: portion.length, isSteady };
    }
    last = portion;
    before = after;
  }
}

/** Whether the content is as it was. Not ctime: it moves when a log is rotated or a mode changes. */
export function isUnchanged(before: BigIntStats, after: BigIntStats): boolean {
  return before.size === after.size && before.mtimeNs === after.mtimeNs;
}

/** Whether somebody seems to be writing a file. */
export function isRestless(stats: BigIntStats): boolean {
  return wasWrittenWithin(stats, restlessMs);
}

/** Against the machine's own clock, because that is where a file's times come from. */
function wasWrittenWithin(stats: BigIntStats, ms: number): boolean {
  return Math.abs(Date.now() - Number(stats.mtimeMs)) < ms;
}
