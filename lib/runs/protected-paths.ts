import type { Database } from "#lib/db";
import { keyPlace } from "#lib/secrets";
import { foldersAround } from "#lib/settings";

/**
 * What no folder source may take in: the key, the live database, the vault and the work of runs
 * under way. The database is a fine source as a database: its snapshot is.
 */
export function protectedPaths(db: Database): { path: string; what: string; database?: boolean }[] {
  const folders = foldersAround(db);
  const key = keyPlace({ environment: process.env, defaultFile: folders.key });
  return [
    { path: folders.key, what: "the key of this installation" },
    ...(key.startsWith("/") ? [{ path: key, what: "the key of this installation" }] : []),
    { path: folders.database, what: "the live database of Holdfast", database: true },
    { path: `${folders.database}-wal`, what: "the live database of Holdfast", database: true },
    { path: `${folders.database}-shm`, what: "the live database of Holdfast", database: true },
    { path: folders.vault, what: "the vault" },
    { path: folders.scratch, what: "the scratch folder of Holdfast" },
    { path: folders.locks, what: "the locks of Holdfast" },
  ];
}
