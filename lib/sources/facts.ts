import type { Entry } from "#lib/entries";
import type { FileStats } from "./stats.ts";

/** What an entry takes over from the file system. */
export function entryFacts(
  stats: FileStats,
): Pick<Entry, "mode" | "uid" | "gid" | "modified" | "changed" | "inode" | "device"> {
  return {
    mode: Number(stats.mode & 0o7777n),
    uid: Number(stats.uid),
    gid: Number(stats.gid),
    modified: dateOf(stats.mtimeMs),
    changed: dateOf(stats.ctimeMs),
    inode: Number(stats.ino),
    device: Number(stats.dev),
  };
}

/** File systems hold years that no date on paper has; those come as the first or last that does. */
function dateOf(ms: bigint): Date {
  return new Date(Math.min(Math.max(Number(ms), firstMs), lastMs));
}

const firstMs = Date.parse("0001-01-01T00:00:00Z");
const lastMs = Date.parse("9999-12-31T23:59:59Z");
