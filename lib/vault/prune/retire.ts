import { readdir, rename } from "node:fs/promises";
import path from "node:path";
import type { BlockId } from "../blocks/block.ts";
import { readPackTable } from "../blocks/pack-index.ts";
import { Damage } from "../damage.ts";
import { isCode, packPath, packsOf, type VaultPlace } from "../place.ts";
import { syncFolder } from "../sync.ts";

/** What a pack is called from when nothing needs it until nobody can still be counting on it. */
const retiredEnd = ".gone";

/** Puts a pack out of sight of writers that begin from now on. */
export async function retire(place: VaultPlace, name: string): Promise<void> {
  const pack = packPath(place, name);
  try {
    await rename(pack, pack + retiredEnd);
  } catch (error) {
    if (isCode(error, "ENOENT")) return; // another pruning was quicker
    throw error;
  }
  await syncFolder(path.dirname(pack));
}

/** Packs that were retired, by this pruning or one before, which an interruption may have left. */
export async function listRetired(place: VaultPlace): Promise<string[]> {
  const found: string[] = [];
  for (const shard of await readdir(packsOf(place)).catch(() => [])) {
    const folder = path.join(packsOf(place), shard);
    for (const file of await readdir(folder).catch(() => [])) {
      if (file.endsWith(`.pack${retiredEnd}`)) found.push(path.join(folder, file));
    }
  }
  return found;
}

/** Gives a retired pack its name back, in a way that survives a power cut. */
export async function takeBack(file: string): Promise<void> {
  await rename(file, file.slice(0, -retiredEnd.length));
  await syncFolder(path.dirname(file));
}

/**
 * Takes back the retired packs that hold a block which somebody needs.
 *
 * @returns whether any was taken back
 */
export async function takeBackRetired(place: VaultPlace, id: BlockId): Promise<boolean> {
  let isBack = false;
  for (const file of await listRetired(place)) {
    try {
      let holds = false;
      await readPackTable(file, (record) => {
        holds ||= record.id.toString("base64url") === id;
      });
      if (!holds) continue;
      await takeBack(file);
      isBack = true;
    } catch (error) {
      // Another was quicker, it is damaged, or nothing may be changed: then the block is missing.
      if (!(error instanceof Damage) && !isCode(error, "ENOENT", "EROFS", "EACCES")) throw error;
    }
  }
  return isBack;
}
