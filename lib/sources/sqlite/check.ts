import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { resultOf, results } from "./connection.ts";

/** A snapshot that is no sound database. */
export class Corrupt extends Error {}

/** As many tables are named that could not be checked. */
const namedMax = 5;

/**
 * Checks a snapshot from end to end.
 *
 * @returns what could not be checked because the application brings functions, collations or
 *   tokenizers of its own; `null` when everything was
 * @throws Corrupt with the first thing that is wrong; errors of SQLite
 */
export function checkSnapshot(snapshot: string): string | null {
  // Nobody else has it: no lock, and no file beside it.
  const address = pathToFileURL(snapshot);
  address.search = "mode=ro&immutable=1";
  const database = new DatabaseSync(address);
  try {
    if (checked(database, "PRAGMA integrity_check(1)") === null) return null;
    return checkEachTable(database);
  } finally {
    database.close();
  }
}

function checkEachTable(database: DatabaseSync): string | null {
  const unchecked: string[] = [];
  let reason = "";
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  for (const { name } of tables) {
    const quoted = `"${String(name).replaceAll('"', '""')}"`;
    const problem = checked(database, `PRAGMA integrity_check(${quoted})`);
    if (problem === null) continue;
    checked(database, `SELECT count(*) FROM ${quoted} NOT INDEXED`); // its rows at least
    unchecked.push(String(name));
    reason ||= problem;
  }
  if (unchecked.length === 0) return null;
  const more = unchecked.length - namedMax;
  const names = unchecked.slice(0, namedMax).join(", ") + (more > 0 ? ` and ${more} more` : "");
  return `not ${names} (${reason})`;
}

/** Runs a check; `null` when it found nothing, else why it could not be run. */
function checked(database: DatabaseSync, sql: string): string | null {
  try {
    const row = database.prepare(sql).get();
    const found = Object.values(row ?? {})[0];
    if (typeof found === "string" && found !== "ok") throw new Corrupt(found);
    return null;
  } catch (error) {
    if (resultOf(error) === results.error && error instanceof Error) return error.message;
    throw error;
  }
}
