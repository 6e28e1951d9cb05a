import { stat } from "node:fs/promises";
import { asDiskFailure, isFailure } from "#lib/failures";
import { checkVault } from "./begin.ts";
import { whereItLies } from "./bin.ts";
import { BlockReader } from "./blocks/block-reader.ts";
import { LiveBlocks, listManifests } from "./blocks/live-blocks.ts";
import { PackIndex } from "./blocks/pack-index.ts";
import { isListing } from "./listing/with-manifest.ts";
import { isCode, packsOf, type VaultPlace } from "./place.ts";

/**
 * What each archive of the bin frees when it leaves, given that those before it in `leaving` are
 * gone by then: its manifest, and the blocks that neither a kept archive nor one that leaves later
 * needs. The sum is what emptying the bin frees. Reads each part of a listing once, however many
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
    const reader = new BlockReader(place, await PackIndex.of(place));
    try {
      return await measure(place, { leaving, reader, signal });
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
  of: { leaving: readonly string[]; reader: BlockReader; signal: AbortSignal },
): Promise<Map<string, number>> {
  const { leaving, reader, signal } = of;
  const live = new LiveBlocks();
  const inBin = new Set(leaving);
  for (const file of await listManifests(place)) {
    signal.throwIfAborted();
    if (!inBin.has(file)) await live.take(place, reader, file);
  }
  const frees = new Map<string, number>();
  for (const file of leaving.toReversed()) {
    signal.throwIfAborted();
    const blocks = isListing(file) ? await live.take(place, reader, file) : 0;
    frees.set(file, blocks + (await fileBytes(place, file)));
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
