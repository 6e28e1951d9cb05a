import { rmSync, statSync } from "node:fs";
import { type BackupProgressInfo, backup, type DatabaseSync } from "node:sqlite";
import { copyAside, isOpenSomewhere } from "./aside.ts";
import { openForReading, resultOf, results } from "./connection.ts";
import type { Header } from "./header.ts";

/** A database without a write-ahead log is locked against writers while this much of it is copied. */
const lockedBytesMax = 64 * 1024 * 1024;
/** Writers may disturb the copying of a larger one this often; then it is locked all the same. */
const disturbancesMax = 3;
/** As much is copied between two looks at locks and progress. */
const stepBytes = 16 * 1024 * 1024;
/** A writer that is just writing is waited for this long at each step. */
const stepWaitMs = 1_000;

interface Taking {
  header: Header;
  /** Called with the bytes that were copied since the last call. */
  moved: (bytes: number) => void;
}

/**
 * Copies one committed state of a database while others write to it.
 *
 * With a write-ahead log a read transaction holds that state and writers go on. Without one a reader
 * keeps writers out, so a large database is copied between their writes first; SQLite begins again
 * whenever one got in. A database that nobody has open is copied as a file: opening it would leave
 * `-wal` and `-shm` files behind. So is one that cannot be opened for reading without changing it.
 *
 * @returns bytes of the snapshot
 * @throws errors of SQLite and of the file system
 */
export async function takeSnapshot(
  { file, into, lockWaitMs }: { file: string; into: string; lockWaitMs: number },
  taking: Taking,
): Promise<number> {
  const { header, moved } = taking;
  const isQuiet = header.usesWal && !isOpenSomewhere(file);
  if (isQuiet && copyAside(file, into, moved)) return statSync(into).size;
  try {
    if (!(await copyBetweenWrites(file, into, taking))) {
      const database = openForReading(file, { waitMs: lockWaitMs, stepWaitMs, inside: true });
      await copyPages(database, into, { moved, disturbancesMax: Number.POSITIVE_INFINITY });
    }
  } catch (error) {
    const result = resultOf(error);
    // A journal to roll back, or a folder in which SQLite cannot make the files it needs.
    if (result !== results.readOnly && result !== results.cannotOpen) throw error;
    if (!copyAside(file, into, moved)) throw error;
  }
  return statSync(into).size;
}

/** Whether a large database without a write-ahead log could be copied without keeping writers out. */
async function copyBetweenWrites(
  file: string,
  into: string,
  { header, moved }: Taking,
): Promise<boolean> {
  if (header.usesWal || statSync(file).size <= lockedBytesMax) return false;
  try {
    const database = openForReading(file, { waitMs: stepWaitMs, stepWaitMs, inside: false });
    await copyPages(database, into, { moved, disturbancesMax });
    return true;
  } catch (error) {
    if (!(error instanceof Disturbed) && resultOf(error) !== results.busy) throw error;
    rmSync(into, { force: true });
    return false;
  }
}

/** Writers got in too often. */
class Disturbed extends Error {}

/** Copies a database page by page, and closes it. */
async function copyPages(
  database: DatabaseSync,
  into: string,
  { moved, disturbancesMax }: Pick<Taking, "moved"> & { disturbancesMax: number },
): Promise<void> {
  let remaining: number | null = null;
  let disturbances = 0;
  const pageBytes = pageBytesOf(database);
  const progress = ({ totalPages, remainingPages }: BackupProgressInfo) => {
    const before = remaining ?? totalPages;
    remaining = remainingPages;
    if (remaining < before) return moved((before - remaining) * pageBytes);
    moved(0);
    disturbances += 1; // it waits for a writer, or began again
    if (disturbances > disturbancesMax) throw new Disturbed();
  };
  try {
    const rate = Math.max(1, Math.floor(stepBytes / pageBytes));
    const pages = await backup(database, into, { rate, progress });
    moved((remaining ?? pages) * pageBytes);
  } catch (error) {
    // A first step that meets a writer fails with the result code of no error.
    throw resultOf(error) === results.none ? new Disturbed("", { cause: error }) : error;
  } finally {
    database.close();
  }
}

function pageBytesOf(database: DatabaseSync): number {
  return Number(database.prepare("PRAGMA page_size").get()?.page_size ?? 4_096);
}
