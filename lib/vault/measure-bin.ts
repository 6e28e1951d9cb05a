import { stat } from "node:fs/promises";
import { asDiskFailure, isFailure } from "#lib/failures";
import { checkVault } from "./begin.ts";
import { whereItLies } from "./bin.ts";
import { BlockReader } from "./blocks/block-reader.ts";
import { LiveBlocks, listManifests } from "./blocks/live-blocks.ts";
import { PackIndex } from "./blocks/pack-index.ts";
import { isListing } from "./listing/with-manifest.ts";
import { isCode, packsOf, type VaultPlace } from "./place.ts";
import { type Needed, prunableOf } from "./prune/sparse.ts";

/**
 * What each archive of the bin frees when it leaves, given that those before it in `leaving` are
 * gone by then: its manifest, and what pruning then frees of the blocks that neither a kept archive
 * nor one that leaves later needs. Those in a pack that is mostly needed stay until that changes, and
 * are counted for the archive by whose leaving it does. The sum is what emptying the bin frees. Reads each part of a listing once, however many
 * archives share it, as pruning does; no block of any file is read.
 *
 * @param leaving files of the archives in the bin, in the order in which they leave
 * @returns bytes by file; `null`: a listing is damaged, so what it needs is not known
 * @throws Failure as `checkVault`; disk failures; the signal's reason
 */
export async function measureBin(
  place: VaultPlace,
  leaving: readonly string[],
  signal: AbortSignal,
): Promise<Map<string, number> | null> {
  await checkVault(place);
  try {
    const index = await PackIndex.of(place);
    const reader = new BlockReader(place, index);
    try {
      return await measure(place, { leaving, reader, index, signal });
    } finally {
      await reader.close();
    }
  } catch (error) {
    if (isFailure(error, "archive-damaged")) return null;
    const isOfTheSystem = error instanceof Error && "syscall" in error;
    throw isOfTheSystem ? asDiskFailure(error, packsOf(place)) : error;
  }
}

async function measure(
  place: VaultPlace,
  of: { leaving: readonly string[]; reader: BlockReader; index: PackIndex; signal: AbortSignal },
): Promise<Map<string, number>> {
  const { leaving, reader, index, signal } = of;
  const packs = new Map<string, Needed>();
  for (const { name, bytes } of index.packs()) packs.set(name, { blocks: 0, usedBytes: 0, bytes });
  const live = new LiveBlocks(({ id, packed }) => {
    const pack = packs.get(index.find(id)?.pack ?? "");
    if (!pack) return;
    pack.blocks += 1;
    pack.usedBytes += packed;
  });
  const inBin = new Set(leaving);
  for (const file of await listManifests(place)) {
    signal.throwIfAborted();
    if (!inBin.has(file)) await live.take(place, reader, file);
  }
  const frees = new Map<string, number>();
  let prunable = prunableOf(packs.values());
  for (const file of leaving.toReversed()) {
    signal.throwIfAborted();
    if (isListing(file)) await live.take(place, reader, file);
    const without = prunable;
    prunable = prunableOf(packs.values());
    frees.set(file, without - prunable + (await fileBytes(place, file)));
  }
  return frees;
}

/** What the file of an archive takes; 0: it went meanwhile. */
export async function fileBytes(place: VaultPlace, file: string): Promise<number> {
  try {
    return (await whereItLies(place, file, (path) => stat(path))).size;
  } catch (error) {
    if (isCode(error, "ENOENT")) return 0;
    throw error;
  }
}
