import { realpath, stat } from "node:fs/promises";
import path from "node:path";
import { fail } from "#lib/failures";
import type { Reached } from "./reach.ts";
import type { SourceSurroundings } from "./source.ts";
import type { FileStats } from "./stats.ts";

/** The key, the live database, the vault: known by real path, and by inode against other names. */
export interface OffLimits {
  /** What a path below a source is, such as "the vault"; `null` when it may be taken. */
  what(real: Buffer, stats: FileStats): string | null;
  /** @throws Failure `source-protected` when a source is one of them, or lies inside one */
  refuse(source: Reached): Promise<void>;
}

/** Finds where the protected paths are now; one that does not exist yet is known by its path. */
export async function offLimits(
  protectedPaths: SourceSurroundings["protectedPaths"],
): Promise<OffLimits> {
  const byPath = new Map<string, string>();
  const byInode = new Map<string, string>();
  for (const { path: given, what } of protectedPaths) {
    byPath.set(keyOf(await realPathOf(given)), what);
    const stats = await stat(given, { bigint: true }).catch(() => null);
    if (stats) byInode.set(inodeOf(stats), what);
  }
  const what = (real: Buffer, stats: FileStats) =>
    byPath.get(keyOf(real)) ?? byInode.get(inodeOf(stats)) ?? null;
  return {
    what,
    async refuse({ real, shown, stats }) {
      const itself = what(real, stats);
      if (itself) throw fail("source-protected", { path: shown, what: itself });
      for (const above of foldersAbove(real)) {
        const around = what(above, await stat(above, { bigint: true }));
        if (around) throw fail("source-protected", { path: shown, what: `inside ${around}` });
      }
    },
  };
}

/** A path without links, also where its last parts do not exist. */
async function realPathOf(given: string): Promise<Buffer> {
  const resolved = path.resolve(given);
  try {
    return await realpath(resolved, { encoding: "buffer" });
  } catch {
    const above = path.dirname(resolved);
    if (above === resolved) return Buffer.from(resolved);
    const slash = above === "/" ? "" : "/";
    return Buffer.concat([await realPathOf(above), Buffer.from(slash + path.basename(resolved))]);
  }
}

function* foldersAbove(real: Buffer): Generator<Buffer> {
  for (let end = real.lastIndexOf("/"); end > 0; end = real.lastIndexOf("/", end - 1)) {
    yield real.subarray(0, end);
  }
}

/** Bytes as a key of a map: every byte becomes the character of its number. */
function keyOf(real: Buffer): string {
  return real.toString("latin1");
}

function inodeOf({ dev, ino }: FileStats): string {
  return `${dev}:${ino}`;
}
