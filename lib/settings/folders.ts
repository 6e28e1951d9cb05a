import { mkdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { type Database, databaseFile } from "#lib/db";
import type { Environment } from "#lib/secrets";

/** Where an installation keeps its state; every path is absolute. */
export interface Folders {
  data: string;
  /** Our own database file. */
  database: string;
  vault: string;
  logs: string;
  /** Snapshots of runs under way; emptied when their owner is gone. */
  scratch: string;
  /** One lock file per worker. */
  locks: string;
  /** The key, where the environment names no other. */
  key: string;
}

/** The folders of the installation that an open database belongs to. */
export function foldersAround(db: Database): Folders {
  return foldersOf({ HOLDFAST_DATA: path.dirname(databaseFile(db)) });
}

/** Not a `new URL` of this module's own: a bundler takes that for a file to bring along. */
const installation = path.join(path.dirname(fileURLToPath(import.meta.url)), "..", "..");

/** The folders under `HOLDFAST_DATA`, by default `data/` in the installation whoever calls from where. */
export function foldersOf(environment: Environment): Folders {
  const data = path.resolve(installation, environment.HOLDFAST_DATA || "data");
  return {
    data,
    database: path.join(data, "holdfast.db"),
    vault: path.join(data, "vault"),
    logs: path.join(data, "logs"),
    scratch: path.join(data, "scratch"),
    locks: path.join(data, "locks"),
    key: path.join(data, "secret.key"),
  };
}

/** Makes the folders, readable by their owner only. */
export async function makeFolders(folders: Folders): Promise<void> {
  process.umask(0o077);
  for (const folder of [
    folders.data,
    folders.vault,
    folders.logs,
    folders.scratch,
    folders.locks,
  ]) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  }
}
