import type { BigIntStats } from "node:fs";
import { stat } from "node:fs/promises";

/** What a database's state lies in: the file, its write-ahead log, its rollback journal. */
const endings = ["", "-wal", "-journal"];

/** What was written so shortly ago may be written again in the same moment of the file system. */
const unsureMs = 2_000;

/** By what a later look tells whether a database was written to since. */
export interface DatabaseMark {
  /** The same text as long as nothing was written; `null`: it was written too shortly ago to say. */
  mark: string | null;
  /** The last change of any of its files. */
  changed: Date;
}

/** Looks at the files of a database from outside, and opens none. @throws errors of the file system */
export async function markOf(file: string, now: Date): Promise<DatabaseMark> {
  const [own, ...logs] = await Promise.all(endings.map((ending) => lookAt(file + ending)));
  const times = [own?.ctimeMs, own?.mtimeMs, ...logs.map((log) => log?.mtimeMs)];
  const changedMs = Math.max(...times.map((time) => Number(time ?? 0)));
  const isSure = changedMs < now.getTime() - unsureMs;
  // SQLite run as root gives a log its owner anew whenever it opens it: only what is in it counts.
  const words = [own ? `${wordsOf(own)}:${own.ctimeNs}` : "-", ...logs.map(wordsOf)];
  return { mark: isSure ? words.join(" ") : null, changed: new Date(changedMs) };
}

async function lookAt(file: string): Promise<BigIntStats | null> {
  try {
    return await stat(file, { bigint: true });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

function wordsOf(stats: BigIntStats | null): string {
  if (!stats) return "-";
  const { dev, ino, size, mtimeNs } = stats;
  return [dev, ino, size, mtimeNs].join(":");
}
