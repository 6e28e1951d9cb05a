import type { FolderSource, OpenSource, SourceCount, SourceSurroundings } from "../source.ts";
import { entriesOf } from "./entries.ts";
import { FileThread } from "./thread/file-thread.ts";
import type { Walk } from "./walk.ts";
import { walkOf, walkSource } from "./walk-source.ts";

/**
 * Opens a folder: reaches it, and counts what a run would take. Counting warns of nothing; reading
 * the entries does.
 *
 * @throws Failure `path-not-absolute`, `source-missing`, `source-unreadable`, `not-a-folder`,
 *   `source-protected`, `pattern-invalid`, `source-error`
 */
export async function openFolderSource(
  source: FolderSource,
  surroundings: SourceSurroundings,
): Promise<OpenSource> {
  const walk = await walkOf(source, surroundings);
  const files = new FileThread({ root: walk.root.real, mayGrow: source.kind === "logs" });
  const order = { ...walk, look: (paths: readonly Buffer[]) => files.look(paths) };
  const count = await countEntries(order, surroundings);
  const entries = () => entriesOf(order, { source, surroundings, files });
  return { count, entries, close: async () => {} };
}

async function countEntries(order: Walk, { moved }: SourceSurroundings): Promise<SourceCount> {
  const count = { entries: 0, files: 0, bytes: 0 };
  for await (const found of walkSource(order)) {
    if (found.what !== "file" && found.what !== "folder" && found.what !== "link") continue;
    const bytes = found.what === "file" ? Number(found.stats.size) : 0;
    count.entries += 1;
    count.files += found.what === "file" ? 1 : 0;
    count.bytes += bytes;
    moved({ entries: 1, bytes });
  }
  return count;
}
