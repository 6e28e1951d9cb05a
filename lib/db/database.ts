import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { ResultSet } from "@libsql/client";
import { createClient } from "@libsql/client/sqlite3";
import type { ExtractTablesWithRelations } from "drizzle-orm";
import type { LibSQLDatabase } from "drizzle-orm/libsql";
import { drizzle } from "drizzle-orm/libsql/sqlite3";
import type { SQLiteTransaction } from "drizzle-orm/sqlite-core";
import * as tables from "./tables/index.ts";

export type Database = LibSQLDatabase<typeof tables>;
export type Transaction = SQLiteTransaction<
  "async",
  ResultSet,
  typeof tables,
  ExtractTablesWithRelations<typeof tables>
>;

/** How long one statement waits for another process's write: it waits with the event loop stopped. */
const busyMsMax = 50;

interface Opened {
  file: string;
  close: () => void;
  reconnect: () => void;
}

/** What is known of each open database; on `globalThis`, as bundles hold copies of this module. */
const open = Symbol.for("holdfast.db.open");
const state = globalThis as { [open]?: WeakMap<Database, Opened> };
state[open] ??= new WeakMap();
const databases = state[open];

/**
 * Opens the installation's database file, creating it where there is none. Migrations are not run:
 * see `migrateDatabase`.
 *
 * @param file absolute path; its folder is created with mode 0700
 */
export async function openDatabase(file: string): Promise<Database> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const client = createClient({ url: `file:${file}`, timeout: busyMsMax });
  await client.execute("pragma journal_mode = wal"); // kept in the file itself
  const db = drizzle(client, { schema: tables });
  databases.set(db, { file, close: () => client.close(), reconnect: () => client.reconnect() });
  return db;
}

/**
 * Lets go of this process's connections and opens new ones when they are needed. A statement that
 * found the database locked stays half done on its connection until it happens to be collected, and
 * whatever is written there afterwards can never be committed.
 */
export function renewConnections(db: Database): void {
  databases.get(db)?.reconnect();
}

/** The file of an open database; its folder is the installation's data folder. */
export function databaseFile(db: Database): string {
  const opened = databases.get(db);
  if (!opened) throw new Error("This database was not opened by openDatabase.");
  return opened.file;
}

/** Closes a database opened by `openDatabase`; closing twice is harmless. */
export function closeDatabase(db: Database): void {
  const opened = databases.get(db);
  if (!opened) throw new Error("This database was not opened by openDatabase.");
  opened.close();
  opened.close = () => {};
}
