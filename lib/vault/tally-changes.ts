import { BlockReader } from "./blocks/block-reader.ts";
import { PackIndex } from "./blocks/pack-index.ts";
import { asFound } from "./found.ts";
import { type Part, readManifest } from "./listing/manifest-file.ts";
import { readPart } from "./listing/read-listing.ts";
import type { StoredEntry } from "./listing/stored-entry.ts";
import { isListing } from "./listing/with-manifest.ts";
import { numberOf } from "./number-of.ts";
import type { VaultPlace } from "./place.ts";

/** Content that packing makes no smaller than this share of it is hard: packed or sealed already. */
const hardShare = 0.95;

/** What became of the files of one group since another archive. */
export interface ChangeTally {
  /** Files that are in both, with other content. */
  changed: number;
  /** Files that the other archive holds and this one does not. */
  gone: number;
  /** Bytes of content that came, and cannot be packed any smaller. */
  cameHardBytes: number;
  /** Bytes of content that went: what cannot be packed any smaller, and what could. */
  wentHardBytes: number;
  wentSoftBytes: number;
}

/**
 * Counts what became of files between two archives. Parts of the listing that both share are not
 * read; of the others the older one's files are held in memory as two numbers each.
 *
 * @param order.groupOf to which group a path belongs; `null`: it is not counted
 * @returns by group; `null` where either archive is of the first version, which says too little
 * @throws Failure `archive-damaged`, `archive-missing`, disk failures; the signal's reason
 */
export async function tallyChanges(
  place: VaultPlace,
  order: {
    file: string;
    before: string;
    groupOf: (path: string) => string | null;
    signal: AbortSignal;
  },
): Promise<Map<string, ChangeTally> | null> {
  const { file, before } = order;
  if (!isListing(file) || !isListing(before)) return null;
  let reader: BlockReader | null = null;
  try {
    const [now, old] = await Promise.all([readManifest(place, file), readManifest(place, before)]);
    reader = new BlockReader(place, await PackIndex.of(place));
    return await tally(reader, order, { now: now.manifest.parts, old: old.manifest.parts });
  } catch (error) {
    order.signal.throwIfAborted();
    throw await asFound(error, { place, file, damaged: "archive-damaged" });
  } finally {
    reader?.close().catch(() => {}); // a read from a dead disk may still be under way
  }
}

async function tally(
  reader: BlockReader,
  order: { groupOf: (path: string) => string | null; signal: AbortSignal },
  parts: { now: readonly Part[]; old: readonly Part[] },
): Promise<Map<string, ChangeTally>> {
  const tallies = new Tallies();
  const files = async (own: readonly Part[], others: readonly Part[], see: Seen) => {
    const shared = new Set(others.map(({ block: [id] }) => id));
    for (const part of own) {
      if (shared.has(part.block[0])) continue;
      order.signal.throwIfAborted();
      for (const entry of await readPart(reader, part)) {
        const group = entry.kind === "file" ? order.groupOf(entry.path) : null;
        if (group !== null) see(tallies.of(group), entry);
      }
    }
  };
  const contents = new Map<number, number>();
  await files(parts.old, parts.now, (group, entry) => {
    contents.set(numberOf(entry.path), contentOf(entry));
    group.gone += 1; // until it is met again
    if (isHard(entry)) group.wentHardBytes += entry.size;
    else group.wentSoftBytes += entry.size;
  });
  await files(parts.now, parts.old, (group, entry) => {
    const was = contents.get(numberOf(entry.path));
    if (was !== undefined) group.gone -= 1;
    if (was === contentOf(entry)) {
      if (isHard(entry)) group.wentHardBytes -= entry.size;
      else group.wentSoftBytes -= entry.size;
      return;
    }
    if (was !== undefined) group.changed += 1;
    if (isHard(entry)) group.cameHardBytes += entry.size;
  });
  return tallies.all;
}

type Seen = (group: ChangeTally, entry: StoredEntry) => void;

class Tallies {
  readonly all = new Map<string, ChangeTally>();

  of(group: string): ChangeTally {
    const known = this.all.get(group);
    if (known) return known;
    const none = { changed: 0, gone: 0, cameHardBytes: 0, wentHardBytes: 0, wentSoftBytes: 0 };
    this.all.set(group, none);
    return none;
  }
}

function isHard({ size, held }: StoredEntry): boolean {
  return held !== undefined && held.packed >= size * hardShare;
}

function contentOf({ sha256 = "" }: StoredEntry): number {
  return Number.parseInt(sha256.slice(0, 13), 16);
}
