import type { BigIntStats } from "node:fs";
import { lstat } from "node:fs/promises";
import type { EntryKind } from "#lib/entries";
import { type Failure, fail } from "#lib/failures";
import { errorCode, errorWords, foundWords } from "../words.ts";
import { LeadsOutside } from "./handle.ts";

/** Why something that was listed could not be opened or read, as the warning about it. */
export async function refusalOf(
  error: unknown,
  { path, shown, kind }: { path: Buffer; shown: string; kind: EntryKind },
): Promise<Failure> {
  const cause = { cause: error };
  if (error instanceof LeadsOutside) {
    return fail("entry-replaced", { path: shown, found: "a link that leads elsewhere" }, cause);
  }
  if (changed.has(errorCode(error))) {
    const now = await lstat(path, { bigint: true }).catch(() => null);
    if (!now) return fail("entry-vanished", { path: shown }, cause);
    if (!isStill[kind](now)) {
      return fail("entry-replaced", { path: shown, found: foundWords(now) }, cause);
    }
  }
  return fail("entry-unreadable", { path: shown, detail: errorWords(error) }, cause);
}

/** What opening answers when something else, or nothing, is at the path by now. */
const changed = new Set(["ENOENT", "ENOTDIR", "ELOOP", "ENXIO", "ESTALE", "EINVAL"]);

const isStill: Record<EntryKind, (now: BigIntStats) => boolean> = {
  file: (now) => now.isFile(),
  folder: (now) => now.isDirectory(),
  link: (now) => now.isSymbolicLink(),
};
