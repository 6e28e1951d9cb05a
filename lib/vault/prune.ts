import { readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { asDiskFailure, isFailure } from "#lib/failures";
import { checkVault } from "./begin.ts";
import { BlockReader } from "./blocks/block-reader.ts";
import { listPacks } from "./blocks/list-packs.ts";
import { LiveBlocks } from "./blocks/live-blocks.ts";
import type { PackRecord } from "./blocks/pack-format.ts";
import { PackIndex, readPackTable } from "./blocks/pack-index.ts";
import { Damage } from "./damage.ts";
import {
  isCode,
  isDraft,
  type Owner,
  ownerOf,
  packPath,
  packsOf,
  temporaryOf,
  type VaultPlace,
} from "./place.ts";
import { layTogether, type Used } from "./prune/lay-together.ts";
import { listRetired, retire, takeBack } from "./prune/retire.ts";
import { lotOf, smallPacksMin } from "./prune/sparse.ts";

export interface PruneOrder extends Owner {
  /** Whether a writer may still be at work; its archive may count on any pack it has seen. */
  isAlive: (owner: string, term: number) => boolean;
  signal: AbortSignal;
}

export interface Pruned {
  /** Bytes of packs that were removed, less those written in their place. */
  freedBytes: number;
  packs: number;
  /** Packs that go once the archives that are being written are done. */
  waiting: number;
}

/**
 * Frees what no archive needs. Safe beside writers and when interrupted anywhere: a pack is first
 * retired under another name, by which writers that begin later do not see it, and removed when none
 * is at work that could have seen it. Frees whole packs even where the disk is full.
 *
 * @throws Failure as `checkVault`, `archive-damaged` (nothing is removed then), disk failures
 */
export async function pruneVault(place: VaultPlace, order: PruneOrder): Promise<Pruned> {
  await checkVault(place);
  try {
    const index = await PackIndex.of(place);
    const reader = new BlockReader(place, index);
    try {
      const written = await retireUnused({ place, order, reader, index });
      const removed = await removeRetired({ place, order, reader, index });
      await index.refresh();
      return { ...removed, freedBytes: removed.freedBytes - written };
    } finally {
      await reader.close();
    }
  } catch (error) {
    throw isFailure(error) ? error : asDiskFailure(error, packsOf(place));
  }
}

interface Pruning {
  place: VaultPlace;
  order: PruneOrder;
  reader: BlockReader;
  index: PackIndex;
}

/** @returns bytes of packs written in place of others */
async function retireUnused({ place, order, reader, index }: Pruning): Promise<number> {
  const sparse: Used[] = [];
  const small: Used[] = [];
  // In this order: the archive of whoever wrote one of these packs is either not done when it is
  // asked who writes, or among those that are read after.
  const packs = await listPacks(place);
  const since = await oldestWriterMs(place, order);
  const live = await LiveBlocks.of(place, reader, order.signal);
  for (const name of packs) {
    order.signal.throwIfAborted();
    // What a writer at work has just stored no archive can need yet.
    if ((await writtenMs(place, name)) >= since) continue;
    const used = await usedOf(place, name, live);
    if (used === null) continue; // damaged: checking the vault tells, and nothing of it is lost here
    const lot = lotOf({ ...used, blocks: used.used.length });
    if (lot === "goes") await retire(place, name);
    else if (lot === "sparse") sparse.push(used);
    else if (lot === "small") small.push(used);
  }
  const together = [...sparse, ...(small.length >= smallPacksMin ? small : [])];
  const written = await layTogether(place, together, order);
  await index.refresh();
  return written;
}

async function usedOf(place: VaultPlace, name: string, live: LiveBlocks): Promise<Used | null> {
  const used: PackRecord[] = [];
  let usedBytes = 0;
  try {
    const bytes = await readPackTable(packPath(place, name), (record) => {
      if (!live.has(record.id)) return;
      used.push(record);
      usedBytes += record.packed;
    });
    return { name, bytes, usedBytes, used };
  } catch (error) {
    if (error instanceof Damage || isCode(error, "ENOENT")) return null;
    throw error;
  }
}

async function removeRetired({ place, order, reader, index }: Pruning): Promise<Pruned> {
  const retired = await listRetired(place);
  // In this order: a writer that begins after the look at who writes does not see what is retired,
  // and one that ended before it has its archive among those that are read next.
  const writers = await writersAtWork(place, order);
  if (writers.length > 0) return { freedBytes: 0, packs: 0, waiting: retired.length };
  const live = await LiveBlocks.of(place, reader, order.signal);
  if (retired.length > 0) await index.settle();
  let freedBytes = 0;
  for (const file of retired) {
    try {
      if (await isNeeded(place, file, live)) await takeBack(file);
      else freedBytes += await remove(file);
    } catch (error) {
      // Another pruning was quicker; a damaged one stays, since what it held is not known.
      if (!isCode(error, "ENOENT") && !(error instanceof Damage)) throw error;
    }
  }
  return { freedBytes, packs: retired.length, waiting: 0 };
}

async function remove(file: string): Promise<number> {
  const { size } = await stat(file);
  await rm(file);
  return size;
}

/** Files that show who is writing an archive. */
async function writersAtWork(place: VaultPlace, order: PruneOrder): Promise<string[]> {
  const names = await readdir(temporaryOf(place)).catch((error: unknown) => {
    if (isCode(error, "ENOENT")) return [];
    throw error;
  });
  return names.filter((name) => {
    const writer = isDraft(name) ? null : ownerOf(name);
    return writer !== null && order.isAlive(writer.owner, writer.term);
  });
}

/** When the first of those who are at work began, by the clock of the disk. */
async function oldestWriterMs(place: VaultPlace, order: PruneOrder): Promise<number> {
  let oldest = Number.POSITIVE_INFINITY;
  for (const name of await writersAtWork(place, order)) {
    oldest = Math.min(oldest, await modifiedMs(path.join(temporaryOf(place), name)));
  }
  return oldest;
}

function writtenMs(place: VaultPlace, name: string): Promise<number> {
  return modifiedMs(packPath(place, name));
}

/** What is gone was there before anybody. */
async function modifiedMs(file: string): Promise<number> {
  try {
    return (await stat(file)).mtimeMs;
  } catch (error) {
    if (isCode(error, "ENOENT")) return Number.NEGATIVE_INFINITY;
    throw error;
  }
}

/** Whether a block of a retired pack is needed after all and lies nowhere else. */
async function isNeeded(place: VaultPlace, file: string, live: LiveBlocks): Promise<boolean> {
  const index = await PackIndex.of(place);
  let needed = false;
  await readPackTable(file, ({ id }) => {
    needed ||= live.has(id) && index.find(id.toString("base64url")) === null;
  });
  return needed;
}
