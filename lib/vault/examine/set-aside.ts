import { readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { asDiskFailure, isFailure } from "#lib/failures";
import { packBuffers } from "../blocks/pack-format.ts";
import type { PackIndex } from "../blocks/pack-index.ts";
import { putPack } from "../blocks/put-pack.ts";
import { type DamagedPack, readPack } from "../blocks/read-pack.ts";
import { Damage } from "../damage.ts";
import { isCode, packPath, packsOf, type VaultPlace } from "../place.ts";
import { syncFolder } from "../sync.ts";

/** What a damaged pack is called, so that nobody takes a block of it for one that can be had. */
const damagedEnd = ".damaged";

/**
 * Sets a damaged pack aside: what can still be read of it is laid into a new pack first, so that
 * readers miss nothing they had, and what cannot be read is missing from now on, so that the next
 * run which meets that content stores it anew.
 *
 * @param draft a name for a temporary file
 * @throws disk failures, but not for want of space: the pack stays then, and its lost blocks are
 *   distrusted by this process alone
 */
export async function setAside(
  { place, index, draft }: { place: VaultPlace; index: PackIndex; draft: string },
  pack: DamagedPack,
): Promise<void> {
  const file = packPath(place, pack.name);
  try {
    if (pack.good.length > 0) await putPack(place, draft, packBuffers(pack.good));
    await rename(file, file + damagedEnd);
    await syncFolder(path.dirname(file));
  } catch (error) {
    const failure = asDiskFailure(error, file);
    if (isCode(error, "ENOENT")) return; // pruned meanwhile
    if (!isFailure(failure, "disk-full") && !isFailure(failure, "disk-read-only")) throw failure;
    index.distrust(pack.name, pack.lost ?? []);
  }
}

/** Files of packs that were set aside. @throws errors of the file system */
async function listSetAside(place: VaultPlace): Promise<{ file: string; name: string }[]> {
  const found: { file: string; name: string }[] = [];
  for (const shard of await readdir(packsOf(place)).catch(unlessMissing)) {
    if (!/^[0-9a-f]{2}$/.test(shard)) continue;
    for (const file of await readdir(path.join(packsOf(place), shard))) {
      if (!file.endsWith(`.pack${damagedEnd}`)) continue;
      found.push({ file: path.join(packsOf(place), shard, file), name: file.slice(0, 64) });
    }
  }
  return found;
}

/** Takes back what reads whole again: a cable or a controller was to blame, not the disk. */
export async function takeBackWhole(place: VaultPlace, signal: AbortSignal): Promise<void> {
  for (const { file, name } of await listSetAside(place)) {
    signal.throwIfAborted();
    try {
      await readPack(file, name);
    } catch (error) {
      if (error instanceof Damage || isCode(error, "EIO")) continue;
      throw error;
    }
    await rename(file, packPath(place, name));
    await syncFolder(path.dirname(file));
  }
}

/** Removes what was set aside, once no archive misses any block. */
export async function removeSetAside(place: VaultPlace, index: PackIndex): Promise<void> {
  const aside = await listSetAside(place);
  if (aside.length > 0) await index.settle();
  for (const { file } of aside) await rm(file, { force: true });
}

function unlessMissing(error: unknown): string[] {
  if (isCode(error, "ENOENT")) return [];
  throw error;
}
