import { stat } from "node:fs/promises";
import { asDiskFailure, isFailure } from "#lib/failures";
import { checkVault } from "./begin.ts";
import { BlockReader } from "./blocks/block-reader.ts";
import { LiveBlocks, listManifests } from "./blocks/live-blocks.ts";
import { PackIndex, readPackTable } from "./blocks/pack-index.ts";
import { Damage } from "./damage.ts";
import { fileBytes } from "./measure-bin.ts";
import { isCode, packPath, packsOf, type VaultPlace } from "./place.ts";
import { listRetired } from "./prune/retire.ts";
import { type Needed, prunableOf } from "./prune/sparse.ts";

/** What a vault is made of. */
export interface VaultMeasure {
  packs: number;
  packBytes: number;
  blocks: number;
  manifestBytes: number;
  /** What pruning would free now; `null`: a listing is damaged, so what it needs is not known. */
  prunableBytes: number | null;
}

/** @throws Failure as `checkVault`; disk failures; the signal's reason */
export async function measureVault(place: VaultPlace, signal: AbortSignal): Promise<VaultMeasure> {
  await checkVault(place);
  try {
    const index = await PackIndex.of(place);
    const packs = index.packs();
    return {
      packs: packs.length,
      packBytes: packs.reduce((sum, { bytes }) => sum + bytes, 0),
      blocks: packs.reduce((sum, { blocks }) => sum + blocks, 0),
      manifestBytes: await manifestBytes(place),
      prunableBytes: await prunable(place, index, signal),
    };
  } catch (error) {
    const isOfTheSystem = error instanceof Error && "syscall" in error;
    throw isOfTheSystem ? asDiskFailure(error, packsOf(place)) : error;
  }
}

/** Of every archive, those in the bin included. */
async function manifestBytes(place: VaultPlace): Promise<number> {
  let bytes = 0;
  for (const file of await listManifests(place)) bytes += await fileBytes(place, file);
  return bytes;
}

async function prunable(
  place: VaultPlace,
  index: PackIndex,
  signal: AbortSignal,
): Promise<number | null> {
  const reader = new BlockReader(place, index);
  try {
    const live = await LiveBlocks.of(place, reader, signal);
    const packs: Needed[] = [];
    for (const { name, bytes } of index.packs()) {
      signal.throwIfAborted();
      const needed = await neededOf(place, name, live);
      if (needed) packs.push({ ...needed, bytes });
    }
    return (await sizeOf(await listRetired(place))) + prunableOf(packs);
  } catch (error) {
    if (isFailure(error, "archive-damaged")) return null;
    throw error;
  } finally {
    await reader.close();
  }
}

/** What some archive needs of a pack; `null`: it is gone, or damaged. */
async function neededOf(
  place: VaultPlace,
  name: string,
  live: LiveBlocks,
): Promise<Omit<Needed, "bytes"> | null> {
  const needed = { blocks: 0, usedBytes: 0 };
  try {
    await readPackTable(packPath(place, name), ({ id, packed }) => {
      if (!live.has(id)) return;
      needed.blocks += 1;
      needed.usedBytes += packed;
    });
    return needed;
  } catch (error) {
    if (error instanceof Damage || isCode(error, "ENOENT")) return null;
    throw error;
  }
}

async function sizeOf(files: readonly string[]): Promise<number> {
  let bytes = 0;
  for (const file of files) {
    const stats = await stat(file).catch((error: unknown) => {
      if (isCode(error, "ENOENT")) return null; // gone meanwhile
      throw error;
    });
    bytes += stats?.size ?? 0;
  }
  return bytes;
}
