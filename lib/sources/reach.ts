import { lstat, realpath } from "node:fs/promises";
import path from "node:path";
import { visibleName } from "#lib/entries";
import { type Failure, fail, unlessAborted } from "#lib/failures";
import type { FileStats } from "./stats.ts";
import { errorCode, errorWords, userName } from "./words.ts";

/** Where a source really lies: its path was followed once, and nothing below it is. */
export interface Reached {
  /** Without links, as the file system gives it. */
  real: Buffer;
  /** As its source says, for sentences. */
  shown: string;
  stats: FileStats;
}

/** @throws Failure `path-not-absolute`, `source-missing`, `source-unreadable`, `source-error` */
export async function reach(configured: string, signal: AbortSignal): Promise<Reached> {
  if (!path.isAbsolute(configured)) throw fail("path-not-absolute", { path: configured });
  const resolved = path.resolve(configured);
  const shown = visibleName(resolved);
  if (resolved.includes("\0")) throw fail("source-missing", { path: shown });
  try {
    const real = await unlessAborted(signal, realpath(resolved, { encoding: "buffer" }));
    return { real, shown, stats: await unlessAborted(signal, lstat(real, { bigint: true })) };
  } catch (error) {
    signal.throwIfAborted();
    throw asSourceFailure(error, shown);
  }
}

/** What the system says about a source's own path. */
export function asSourceFailure(error: unknown, shown: string): Failure {
  const code = errorCode(error);
  if (missing.has(code)) return fail("source-missing", { path: shown }, { cause: error });
  if (code === "EACCES" || code === "EPERM") {
    return fail("source-unreadable", { path: shown, user: userName() }, { cause: error });
  }
  return fail("source-error", { path: shown, detail: errorWords(error) }, { cause: error });
}

/** Nothing there: not at all, below a file, or at the end of links that lead nowhere. */
const missing = new Set(["ENOENT", "ENOTDIR", "ELOOP", "ENAMETOOLONG", "ESTALE"]);
