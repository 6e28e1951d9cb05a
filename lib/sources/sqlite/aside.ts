import {
  type BigIntStats,
  closeSync,
  existsSync,
  openSync,
  readSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { pause } from "./connection.ts";

/** The database, its write-ahead log and its rollback journal: together one state. */
const endings = ["", "-wal", "-journal"];

/** A database that keeps being written is copied as files this often, … */
const attemptsMax = 3;
/** … with a pause in which two writes get different time stamps. */
const pauseMs = 50;
const chunkBytes = 1024 * 1024;

/** Whether a program has a database with a write-ahead log open and shares it. */
export function isOpenSomewhere(file: string): boolean {
  return existsSync(`${file}-shm`);
}

/**
 * Copies a database's files and brings the copy to its last committed state, without opening the
 * database itself.
 *
 * @returns `false` when somebody was writing: the copy is no state of the database then
 * @throws errors of SQLite and of the file system
 */
export function copyAside(file: string, into: string, moved: (bytes: number) => void): boolean {
  for (let attempt = 1; attempt <= attemptsMax; attempt++) {
    pause(pauseMs);
    const before = statesOf(file);
    const copied = endings.filter((_, index) => before[index] !== "");
    for (const ending of copied) copyFile(file + ending, into + ending, moved);
    if (statesOf(file).join() === before.join()) {
      if (copied.length > 1) recover(into);
      return true;
    }
    for (const ending of endings) rmSync(into + ending, { force: true });
  }
  return false;
}

/** What tells whether the files were written; `""` for one that does not exist. */
function statesOf(file: string): string[] {
  return endings.map((ending) => {
    const stats = statSync(file + ending, { bigint: true, throwIfNoEntry: false });
    return stats ? stateOf(stats) : "";
  });
}

function stateOf({ ino, size, mtimeNs }: BigIntStats): string {
  return `${ino}:${size}:${mtimeNs}`;
}

function copyFile(from: string, to: string, moved: (bytes: number) => void): void {
  const buffer = Buffer.alloc(chunkBytes);
  const input = openSync(from, "r");
  try {
    const output = openSync(to, "w");
    try {
      for (let read = -1; read !== 0; ) {
        read = readSync(input, buffer);
        for (let at = 0; at < read; ) at += writeSync(output, buffer, at, read - at);
        moved(read);
      }
    } finally {
      closeSync(output);
    }
  } finally {
    closeSync(input);
  }
}

/** Rolls back what was never committed and takes in what was; both files are gone afterwards. */
function recover(copy: string): void {
  const database = new DatabaseSync(copy);
  database.exec("SELECT count(*) FROM sqlite_schema; PRAGMA wal_checkpoint(TRUNCATE)");
  database.close();
}
