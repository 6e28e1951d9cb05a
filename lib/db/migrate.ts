import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { migrate } from "drizzle-orm/libsql/migrator";
import { fail } from "#lib/failures";
import type { Database } from "./database.ts";

/** Not a `new URL` of this module's own: a bundler takes that for a file to bring along. */
const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), "migrations");

/**
 * Brings the database to this version's tables; a database that has them is left alone.
 *
 * @throws Failure `installation-newer` when a later Holdfast wrote it; nothing is changed then
 */
export async function migrateDatabase(db: Database): Promise<void> {
  const last = await lastMigration(db);
  const newestKnown = readNewestKnown();
  if (last > newestKnown) throw fail("installation-newer", {});
  if (last === newestKnown) return;
  try {
    await migrate(db, { migrationsFolder: folder });
  } catch (error) {
    // Another process that starts at the same time may have done it between our look and our try.
    if ((await lastMigration(db)) !== newestKnown) throw error;
  }
}

/** When the last migration of this version was made. */
function readNewestKnown(): number {
  const journal: { entries: { when: number }[] } = JSON.parse(
    readFileSync(path.join(folder, "meta", "_journal.json"), "utf8"),
  );
  return Math.max(...journal.entries.map((entry) => entry.when));
}

/** When the last migration that was applied was made; 0 in a fresh database. */
async function lastMigration(db: Database): Promise<number> {
  const table = sql`select 1 from sqlite_master where name = '__drizzle_migrations'`;
  if ((await db.all(table)).length === 0) return 0;
  const last = await db.get<{ at: number | null }>(
    sql`select max(created_at) as at from __drizzle_migrations`,
  );
  return last?.at ?? 0;
}
