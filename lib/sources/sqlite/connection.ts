import { DatabaseSync } from "node:sqlite";

/** Primary result codes of SQLite: https://sqlite.org/rescode.html */
export const results = {
  none: 0,
  error: 1,
  busy: 5,
  locked: 6,
  readOnly: 8,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  notADatabase: 26,
} as const;

/** The primary result code of an error of node:sqlite; `null` for any other error. */
export function resultOf(error: unknown): number | null {
  if (!(error instanceof Error) || !("errcode" in error)) return null;
  return typeof error.errcode === "number" ? error.errcode & 0xff : null;
}

/** Pauses between tries to read a locked database: short and uneven, to find a gap between writers. */
const pausesMs = [1, 3, 2, 5];

/**
 * Opens a database for reading only, and reads its schema.
 *
 * @param waits `waitMs` for a first look at a locked database, `stepWaitMs` for each later one;
 *   `inside`: leaves a read transaction open, so that whatever is read later is of this moment
 * @throws errors of SQLite: `busy` after `waitMs`
 */
export function openForReading(
  file: string,
  { waitMs, stepWaitMs, inside }: { waitMs: number; stepWaitMs: number; inside: boolean },
): DatabaseSync {
  const until = performance.now() + waitMs;
  for (let attempt = 0; ; attempt++) {
    const database = new DatabaseSync(file, { readOnly: true, timeout: 0 });
    try {
      if (inside) database.exec("BEGIN");
      database.prepare("SELECT count(*) FROM sqlite_schema").get();
      database.exec(`PRAGMA busy_timeout = ${stepWaitMs}`);
      return database;
    } catch (error) {
      database.close();
      const result = resultOf(error);
      const isLocked = result === results.busy || result === results.locked;
      if (!isLocked || performance.now() > until) throw error;
      pause(pausesMs[attempt % pausesMs.length] ?? 1);
    }
  }
}

export function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
