import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { isOpenSomewhere } from "./aside.ts";
import { openForReading, resultOf, results } from "./connection.ts";
import type { Header } from "./header.ts";

/** How many tables a database has; `null` when that cannot be seen without changing something. */
export function countTables(file: string, header: Header, waitMs: number): number | null {
  try {
    const database =
      header.usesWal && !isOpenSomewhere(file)
        ? openUnwatched(file)
        : openForReading(file, { waitMs, stepWaitMs: waitMs, inside: true });
    try {
      const count = "SELECT count(*) AS tables FROM sqlite_schema WHERE type = 'table'";
      return Number(database.prepare(count).get()?.tables);
    } finally {
      database.close();
    }
  } catch (error) {
    const result = resultOf(error);
    if (result === results.readOnly || result === results.cannotOpen) return null;
    throw error;
  }
}

/** Without locks, which would leave files beside it: for a glance at what nobody has open. */
function openUnwatched(file: string): DatabaseSync {
  const address = pathToFileURL(file);
  address.search = "mode=ro&immutable=1";
  return new DatabaseSync(address);
}
