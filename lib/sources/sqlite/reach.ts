import { stat, statfs } from "node:fs/promises";
import { fail, unlessAborted } from "#lib/failures";
import { offLimits } from "../off-limits.ts";
import { type Reached, reach } from "../reach.ts";
import type { DatabaseSource, SourceSurroundings } from "../source.ts";
import { foundWords } from "../words.ts";

/** A database file that may be opened. */
export interface ReachedDatabase extends Reached {
  file: string;
}

/**
 * Refuses everything that is no plain file before anybody opens it: opening a FIFO never returns, and
 * opening a device can do anything.
 *
 * @throws Failure `path-not-absolute`, `source-missing`, `source-unreadable`, `not-a-file`,
 *   `not-a-database`, `source-protected`, `source-error`
 */
export async function reachDatabase(
  { config }: DatabaseSource,
  { protectedPaths, signal }: Pick<SourceSurroundings, "protectedPaths" | "signal">,
): Promise<ReachedDatabase> {
  const reached = await reach(config.path, signal);
  const { real, shown, stats } = reached;
  if (!stats.isFile()) throw fail("not-a-file", { path: shown, found: foundWords(stats) });
  // Holdfast's own database is no folder's to take, but a snapshot of it is a fine source.
  const others = protectedPaths.filter(({ database }) => !database);
  const limits = await unlessAborted(signal, offLimits(others));
  await unlessAborted(signal, limits.refuse(reached));
  // SQLite itself would take it for a database without tables.
  if (stats.size === 0n) throw fail("not-a-database", { path: shown, found: "an empty file" });
  return { ...reached, file: real.toString() };
}

/**
 * Refuses a snapshot that cannot fit, before it fills the disk that holds Holdfast's own database.
 *
 * @throws Failure `disk-full`
 */
export async function refuseFullDisk(
  { file, stats }: ReachedDatabase,
  { scratch, signal }: Pick<SourceSurroundings, "scratch" | "signal">,
): Promise<void> {
  const log = await unlessAborted(
    signal,
    stat(`${file}-wal`).catch(() => null),
  );
  const { bavail, bsize } = await unlessAborted(signal, statfs(scratch));
  if (Number(stats.size) + (log?.size ?? 0) > bavail * bsize) {
    throw fail("disk-full", { path: scratch });
  }
}
