import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { migrate } from "drizzle-orm/libsql/migrator";
import { fail } from "#lib/failures";
import type { Database } from "./database.ts";

const folder = fileURLToPath(new URL("./migrations", import.meta.url));

/**
 * Brings the database to this version's tables; a database that has them is left alone.
 *
 * @throws Failure `installation-newer` when a later Holdfast wrote it; nothing is changed then
 */
export async function migrateDatabase(db: Database): Promise<void> {
  if (await isNewer(db)) throw fail("installation-newer", {});
  await migrate(db, { migrationsFolder: folder });
}

/** Whether the database has a migration later than the last one this version knows. */
async function isNewer(db: Database): Promise<boolean> {
  const table = sql`select 1 from sqlite_master where name = '__drizzle_migrations'`;
  if ((await db.all(table)).length === 0) return false;
  const journal = JSON.parse(readFileSync(`${folder}/meta/_journal.json`, "utf8"));
  const known: number = Math.max(...journal.entries.map((entry: { when: number }) => entry.when));
  const last = await db.get<{ at: number | null }>(
    sql`select max(created_at) as at from __drizzle_migrations`,
  );
  return (last?.at ?? 0) > known;
}
