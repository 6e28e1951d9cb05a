import type { Context } from "#lib/context";
import { visibleName, type WindowsReason } from "#lib/entries";
import { listArchiveChanges, listArchiveFolder } from "#lib/runs";
import { type EntriesQuery, entriesOnPage } from "./list-state.ts";

/** An entry as the list shows it; its texts hold no character that disturbs others. */
export interface ShownEntry {
  path: string;
  /** Its name in this folder, or its path where it was found below. */
  name: string;
  kind: "file" | "folder" | "link";
  /** Bytes; of a folder, of everything below it. `null`: not known here. */
  size: number | null;
  /** Entries below a folder; `null` for others, and where they were not counted. */
  entries: number | null;
  modified: Date | null;
  mode: number | null;
  link: string | null;
  sha256: string | null;
  /** The name's own bytes where the archive had to spell it differently. */
  nameBytes: string | null;
  staleSince: Date | null;
  /** Since the archive before; `null`: it was held against none. */
  change: "new" | "changed" | "same" | "gone" | null;
  /** How much differs below a folder; `null` for others, and where it was not counted. */
  below: { new: number; changed: number; gone: number } | null;
  /** Why Windows cannot hold its name; `null`: it can. */
  windows: WindowsReason | null;
}

/** Entries of a place, and how they compare with the archive before. */
export interface ShownPlace {
  entries: ShownEntry[];
  total: number;
  /** The run whose archive it was held against; `null`: none. */
  against: number | null;
  /** How many differ, in this place and below. */
  changes: { new: number; changed: number; gone: number };
}

/** What lies in a folder of an archive, or what was found in it and below. */
export async function readPlace(
  ctx: Context,
  run: string,
  { in: folder, q, change, offset }: EntriesQuery,
): Promise<ShownPlace> {
  const page = { run, offset, limit: entriesOnPage };
  if (q || change) {
    const query = { ...page, prefix: folder, search: q, change };
    const { entries: listed, ...found } = await listArchiveChanges(ctx, query);
    const entries = listed.map((entry) => ({
      ...entry,
      below: null,
      name: visibleName(entry.path.slice(folder.length)),
      size: entry.kind === "file" ? entry.size : null,
      entries: null,
      link: entry.link === null ? null : visibleName(entry.link),
    }));
    return { ...found, entries };
  }
  const { items, ...found } = await listArchiveFolder(ctx, { ...page, folder });
  const entries = items.map(({ entry, ...item }) => ({
    path: item.path,
    name: visibleName(item.name),
    kind: item.kind,
    size: item.kind === "link" ? null : item.size,
    entries: item.kind === "folder" ? item.entries : null,
    modified: entry?.modified ?? null,
    mode: entry?.mode ?? null,
    link: entry?.link == null ? null : visibleName(entry.link),
    sha256: entry?.sha256 ?? null,
    nameBytes: entry?.nameBytes?.split("/").at(-1) ?? null,
    staleSince: entry?.staleSince ?? null,
    change: item.change,
    windows: item.windows,
    below: item.kind === "folder" ? item.below : null,
  }));
  return { ...found, entries };
}
