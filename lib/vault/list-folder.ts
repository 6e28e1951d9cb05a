import type { EntryKind } from "#lib/entries";
import { type ArchiveEntry, listedEntriesMax, readEntries, shown } from "./list-entries.ts";
import type { WrittenEntry } from "./manifest.ts";
import type { VaultPlace } from "./place.ts";

/** One thing in a folder of an archive. */
export interface FolderItem {
  /** The last part of `path`. */
  name: string;
  /** From the archive's root, without a closing `/`. */
  path: string;
  kind: EntryKind;
  /** Bytes of content; of a folder, of everything below it. */
  size: number;
  /** Entries below a folder; 0 for files and links. */
  entries: number;
  /** The entry itself; `null` for a folder that only stands in the paths of others. */
  entry: ArchiveEntry | null;
}

/**
 * What lies directly in one folder of an archive: folders first, then by name, one page of it.
 * What lies deeper is counted into its folder. Memory is bound by the entries one archive may have.
 *
 * @param query.folder ends in `/`, or is empty for the archive's own level
 * @returns `total`: how many there are altogether
 * @throws Failure `archive-damaged`, `archive-missing`, disk failures
 */
export async function listFolder(
  place: VaultPlace,
  file: string,
  query: { folder: string; offset: number; limit: number },
): Promise<{ items: FolderItem[]; total: number }> {
  const found = new Map<string, FolderItem>();
  await readEntries(place, file, (entry) => gather(found, query.folder, entry));
  const items = [...found.values()].sort(foldersFirst);
  const limit = Math.min(query.limit, listedEntriesMax);
  return { items: items.slice(query.offset, query.offset + limit), total: items.length };
}

function gather(found: Map<string, FolderItem>, folder: string, entry: WrittenEntry): void {
  if (!entry.path.startsWith(folder)) return;
  const rest = entry.path.slice(folder.length);
  const cut = rest.indexOf("/");
  const name = cut < 0 ? rest : rest.slice(0, cut);
  if (name === "") return; // the folder itself
  const direct = cut < 0 || cut === rest.length - 1;
  const item = found.get(name) ?? emptyFolder(folder, name);
  found.set(name, item);
  if (direct) {
    item.entry = shown(entry);
    item.kind = entry.kind;
  } else {
    item.entries += 1;
  }
  item.size += entry.size;
}

function emptyFolder(folder: string, name: string): FolderItem {
  return { name, path: `${folder}${name}`, kind: "folder", size: 0, entries: 0, entry: null };
}

function foldersFirst(a: FolderItem, b: FolderItem): number {
  const order = Number(b.kind === "folder") - Number(a.kind === "folder");
  return order || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}
