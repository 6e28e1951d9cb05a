import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fail } from "#lib/failures";
import { type Database, databaseFile, renewConnections, type Transaction } from "./database.ts";
import { giveUpReserve } from "./reserve.ts";

/** How long a write keeps trying while another process writes; far longer than any transaction of ours. */
const busyMsMax = 10_000;

/**
 * Writes of this process, one after the other: libsql waits with the event loop stopped. On
 * `globalThis`, as bundles hold copies of this module and there must be one queue all the same.
 */
const waiting = Symbol.for("holdfast.db.writes");
const state = globalThis as { [waiting]?: WeakMap<Database, Promise<unknown>> };
state[waiting] ??= new WeakMap();
const queues = state[waiting];

/**
 * Runs one write transaction. Nothing but the database may be awaited inside: every other write of
 * this process waits behind it.
 *
 * @throws Failure `disk-full`, or `database-unavailable` when another process kept the database
 *   locked for too long; what `work` throws is passed on, and nothing it wrote stays
 */
export function write<T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const before = queues.get(db) ?? Promise.resolve();
  const done = before.then(() => attempt(db, work));
  queues.set(
    db,
    done.catch(() => {}),
  ); // the next write goes on whatever became of this one
  return done;
}

async function attempt<T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const giveUpAt = performance.now() + busyMsMax;
  for (let waitMs = 5; ; waitMs = Math.min(waitMs * 2, 100)) {
    try {
      return await db.transaction(work);
    } catch (error) {
      const code = sqliteCode(error);
      if (code === "SQLITE_FULL") {
        if (await giveUpReserve(db)) continue;
        throw fail("disk-full", { path: path.dirname(databaseFile(db)) }, { cause: error });
      }
      if (code.startsWith("SQLITE_IOERR")) {
        throw fail("database-unavailable", { detail: code }, { cause: error });
      }
      if (!code.startsWith("SQLITE_BUSY")) throw error;
      if (performance.now() > giveUpAt) {
        throw fail(
          "database-unavailable",
          { detail: "another process kept it locked" },
          { cause: error },
        );
      }
      renewConnections(db);
      await pause(waitMs);
    }
  }
}

/** The SQLite code of an error, however deep a library wrapped it; empty for other errors. */
export function sqliteCode(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ("code" in at && typeof at.code === "string" && at.code.startsWith("SQLITE_"))
      return at.code;
  }
  return "";
}

/** Whether an error is a refused unique or partial index: an expected "no", told from the rest. */
export function isUniqueViolation(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (/UNIQUE constraint failed/.test(at.message)) return true;
  }
  return false;
}

/**
 * Stores a row under a name that only one may have.
 *
 * @throws Failure `name-taken`
 */
export async function unlessTaken<T>(
  { what, name }: { what: string; name: string },
  store: () => Promise<T>,
): Promise<T> {
  try {
    return await store();
  } catch (error) {
    if (isUniqueViolation(error)) throw fail("name-taken", { what, name }, { cause: error });
    throw error;
  }
}
