import {
  type ArchiveEntry,
  type EntryQuery,
  type FoundEntry,
  listedEntriesMax,
  matcher,
  readEntries,
  shown,
} from "./list-entries.ts";
import { isListing, withManifest } from "./listing/with-manifest.ts";
import type { WrittenEntry } from "./manifest.ts";
import { numberOf } from "./number-of.ts";
import type { VaultPlace } from "./place.ts";
import { WindowsTwins } from "./windows-twins.ts";

/** What became of an entry since another archive. `gone`: only the other one holds it. */
export const entryChanges = ["new", "changed", "same", "gone"] as const;
export type EntryChange = (typeof entryChanges)[number];

/** How many entries are new, changed or gone. */
export type ChangeCounts = Record<Exclude<EntryChange, "same">, number>;

export const noChanges = (): ChangeCounts => ({ new: 0, changed: 0, gone: 0 });

/**
 * Holds an archive against another one, entry by entry in its order, and what is gone last. Parts of
 * the listing that both share are the same without being compared. Of the others the older one's are
 * held in memory as two numbers an entry.
 *
 * @param order.skipsSame does not read the parts that both share
 * @throws Failure `archive-damaged`, `archive-missing`, disk failures; of either archive
 */
export async function seeChanges(
  place: VaultPlace,
  order: { file: string; before: string; skipsSame?: boolean },
  see: (entry: WrittenEntry, change: EntryChange) => void,
): Promise<void> {
  const { file, before, skipsSame = false } = order;
  const parts = await sharedParts(place, file, before);
  const older = new Map<number, number>();
  const seeOlder = (entry: WrittenEntry) => {
    older.set(numberOf(entry.path), numberOf(contentOf(entry)));
  };
  await readEntries(place, before, seeOlder, { parts, skip: true });
  await readEntries(
    place,
    file,
    (entry, isShared) => {
      if (isShared) return see(entry, "same");
      const key = numberOf(entry.path);
      const known = older.get(key);
      older.delete(key);
      if (known === undefined) return see(entry, "new");
      see(entry, known === numberOf(contentOf(entry)) ? "same" : "changed");
    },
    { parts, skip: skipsSame },
  );
  if (older.size === 0) return;
  const seeGone = (entry: WrittenEntry) => {
    if (older.has(numberOf(entry.path))) see(entry, "gone");
  };
  await readEntries(place, before, seeGone, { parts, skip: true });
}

/**
 * Entries of an archive with what became of them since another one, one page of those that match.
 *
 * @param query.change only these; without it every entry the archive holds
 * @returns `changes`: how many match, by what became of them
 * @throws Failure `archive-damaged`, `archive-missing`, disk failures; of either archive
 */
export async function listChanges(
  place: VaultPlace,
  file: string,
  query: EntryQuery & { before: string; change?: EntryChange | undefined },
): Promise<{
  entries: (FoundEntry & { change: EntryChange })[];
  total: number;
  changes: ChangeCounts;
}> {
  const matches = matcher(query);
  const limit = Math.min(query.limit, listedEntriesMax);
  const entries: (ArchiveEntry & { change: EntryChange })[] = [];
  const changes = noChanges();
  const twins = new WindowsTwins(query);
  let total = 0;
  const skipsSame = query.change !== undefined && query.change !== "same";
  await seeChanges(place, { file, before: query.before, skipsSame }, (entry, change) => {
    if (change !== "gone" && !skipsSame) twins.see(entry.path);
    if (!matches(entry.path)) return;
    if (change !== "same") changes[change] += 1;
    if (query.change ? change !== query.change : change === "gone") return;
    if (total >= query.offset && entries.length < limit) entries.push({ ...shown(entry), change });
    total++;
  });
  // What was skipped may be one file with it for Windows all the same.
  if (skipsSame && entries.length > 0)
    await readEntries(place, file, ({ path }) => twins.see(path));
  const found = entries.map((entry) => ({
    ...entry,
    windows: entry.change === "gone" ? null : twins.reasonOf(entry.path),
  }));
  return { entries: found, total, changes };
}

/** The parts that two archives have in common, by the block that holds each. */
async function sharedParts(place: VaultPlace, one: string, other: string): Promise<Set<string>> {
  if (!isListing(one) || !isListing(other)) return new Set();
  const idsOf = (file: string) =>
    withManifest(
      { place, file, damaged: "archive-damaged" },
      async ({ manifest }) => new Set(manifest.parts.map(({ block: [id] }) => id)),
    );
  const ids = await idsOf(one);
  return new Set([...(await idsOf(other))].filter((id) => ids.has(id)));
}

/** What makes an entry another one; when it was written says nothing about that. */
function contentOf({ kind, size, sha256 = "", link = "", ...entry }: WrittenEntry): string {
  const { linkBytes = "", mode, uid, gid } = entry;
  return JSON.stringify([kind, size, sha256, link, linkBytes, mode, uid, gid]);
}
