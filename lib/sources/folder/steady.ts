import { setTimeout } from "node:timers/promises";
import type { FileStats } from "../stats.ts";

/**
 * Two writes this close can carry one time stamp: kernels take it from a tick of up to 10 ms, and
 * when a write begins, not when it ends.
 */
const tickMs = 50;

/** Timers and clocks count whole milliseconds, each from a beginning of its own. */
const roundingMs = 2;

/** One reading of a file, from the look before it to the look after it. */
export interface Reading {
  before: FileStats;
  /** When `before` was looked at. */
  beganAt: number;
  after: FileStats;
  /** Bytes that were there to be read. */
  bytes: number;
}

/**
 * Whether a reading shows one state of the file. Not by its ctime: that moves as well when a log is
 * rotated or a mode changes.
 */
export function isSteady({ before, beganAt, after, bytes }: Reading): boolean {
  return (
    before.size === after.size &&
    before.mtimeNs === after.mtimeNs &&
    bytes === Number(before.size) &&
    !isJustWritten(before, beganAt) // or a change may hide behind a time stamp that stayed
  );
}

/** Whether a change might leave the time stamp as it is. The machine's own clock stamps files. */
function isJustWritten(stats: FileStats, now: number): boolean {
  return Math.abs(now - Number(stats.mtimeMs)) < tickMs;
}

/**
 * What a file was like before it is read: as it was just seen, or a tick later when somebody wrote it
 * this instant.
 */
export async function lookBefore(
  seen: Pick<Reading, "before" | "beganAt">,
  look: () => Promise<FileStats>,
): Promise<Pick<Reading, "before" | "beganAt">> {
  const { before, beganAt } = seen;
  if (!isJustWritten(before, beganAt)) return seen;
  await setTimeout(Number(before.mtimeMs) + tickMs - beganAt + roundingMs);
  return { before: await look(), beganAt: Date.now() };
}
