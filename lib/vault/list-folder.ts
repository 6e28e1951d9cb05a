import {
  type EntryKind,
  foldedForWindows,
  isLongOnWindows,
  type WindowsReason,
  windowsProblem,
} from "#lib/entries";
import { type ChangeCounts, type EntryChange, noChanges, seeChanges } from "./changes.ts";
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
  /** What became of it since the archive it is held against; `null`: it is held against none. */
  change: EntryChange | null;
  /** The same of what lies below a folder. */
  below: ChangeCounts;
  /** Why Windows cannot hold it; `null`: it can. */
  windows: WindowsReason | null;
}

/**
 * What lies directly in one folder of an archive: folders first, then by name, one page of it.
 * What lies deeper is counted into its folder. Memory is bound by the entries one archive may have.
 *
 * @param query.folder ends in `/`, or is empty for the archive's own level
 * @param query.before an archive to hold it against: what is gone since stands among the items
 * @returns `total`: how many there are altogether; `changes`: in the folder and below it
 * @throws Failure `archive-damaged`, `archive-missing`, disk failures
 */
export async function listFolder(
  place: VaultPlace,
  file: string,
  query: { folder: string; before?: string | undefined; offset: number; limit: number },
): Promise<{ items: FolderItem[]; total: number; changes: ChangeCounts }> {
  const { folder, before } = query;
  const found = new Map<string, FolderItem>();
  const changes = noChanges();
  const see = (entry: WrittenEntry, change: EntryChange | null) => {
    if (!entry.path.startsWith(folder)) return;
    if (change !== null && change !== "same") changes[change] += 1;
    gather(found, folder, { entry, change });
  };
  if (before === undefined) await readEntries(place, file, (entry) => see(entry, null));
  else await seeChanges(place, { file, before }, see);
  markForWindows(found);
  const items = [...found.values()].sort(foldersFirst);
  const limit = Math.min(query.limit, listedEntriesMax);
  return { items: items.slice(query.offset, query.offset + limit), total: items.length, changes };
}

function gather(
  found: Map<string, FolderItem>,
  folder: string,
  { entry, change }: { entry: WrittenEntry; change: EntryChange | null },
): void {
  const rest = entry.path.slice(folder.length);
  const cut = rest.indexOf("/");
  const name = cut < 0 ? rest : rest.slice(0, cut);
  if (name === "") return; // the folder itself
  const direct = cut < 0 || cut === rest.length - 1;
  const known = found.get(name);
  const item = known ?? emptyFolder(folder, name);
  found.set(name, item);
  if (!direct && change !== null && change !== "same") item.below[change] += 1;
  if (change === "gone") {
    if (!known) Object.assign(item, { change, kind: direct ? entry.kind : "folder" });
    if (item.change === "gone" && direct) item.entry = shown(entry);
    return;
  }
  if (direct) {
    item.entry = shown(entry);
    item.kind = entry.kind;
    item.change = change;
  } else {
    item.change ??= change === null ? null : "same"; // a folder that stands in paths only
    item.entries += 1;
  }
  item.size += entry.size;
}

function emptyFolder(folder: string, name: string): FolderItem {
  return { name, path: `${folder}${name}`, kind: "folder", size: 0, entries: 0, ...nothing() };
}

function nothing(): Pick<FolderItem, "entry" | "change" | "below" | "windows"> {
  return { entry: null, change: null, below: noChanges(), windows: null };
}

/** What is gone is in nobody's way. */
function markForWindows(found: ReadonlyMap<string, FolderItem>): void {
  const present = [...found.values()].filter(({ change }) => change !== "gone");
  const alike = Map.groupBy(present, ({ name }) => foldedForWindows(name));
  for (const items of alike.values()) {
    for (const item of items) {
      const alone = windowsProblem(item.name) ?? (isLongOnWindows(item.path) ? "long" : null);
      item.windows = items.length > 1 ? (alone ?? "case") : alone;
    }
  }
}

function foldersFirst(a: FolderItem, b: FolderItem): number {
  const order = Number(b.kind === "folder") - Number(a.kind === "folder");
  return order || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}
