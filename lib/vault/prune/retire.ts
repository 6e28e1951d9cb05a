import { randomBytes } from "node:crypto";
import { readdir, rename } from "node:fs/promises";
import path from "node:path";
import type { BlockId } from "../blocks/block.ts";
import { readPackTable } from "../blocks/pack-index.ts";
import { Damage } from "../damage.ts";
import { isCode, packNameOf, packPath, packsOf, type VaultPlace } from "../place.ts";
import { syncFolder } from "../sync.ts";

/**
 * What a pack is called from when nothing needs it until nobody can still be counting on it. Each time
 * under a name of its own: whoever found that it may go means this time, and not a later one, when
 * it was taken back meanwhile and somebody counts on it. Older vaults have some without.
 */
const retiredShape = /^([0-9a-f]{64})\.pack(?:\.[0-9a-f]{16})?\.gone$/;

/** Puts a pack out of sight of writers that begin from now on. */
export async function retire(place: VaultPlace, name: string): Promise<void> {
  const pack = packPath(place, name);
  try {
    await rename(pack, `${pack}.${randomBytes(8).toString("hex")}.gone`);
  } catch (error) {
    if (isCode(error, "ENOENT")) return; // another pruning was quicker
    throw error;
  }
  await syncFolder(path.dirname(pack));
}

/** Packs that were retired, by this pruning or one before, which an interruption may have left. */
export async function listRetired(place: VaultPlace): Promise<string[]> {
  return (await listAll(place)).retired;
}

/** Both kinds out of one look at each folder: a pack that goes from one to the other is met in it. */
async function listAll(place: VaultPlace): Promise<{ packs: string[]; retired: string[] }> {
  const packs: string[] = [];
  const retired: string[] = [];
  for (const shard of await readdir(packsOf(place)).catch(() => [])) {
    const folder = path.join(packsOf(place), shard);
    for (const file of await readdir(folder).catch(() => [])) {
      if (retiredShape.test(file)) retired.push(path.join(folder, file));
      const name = packNameOf(file, shard);
      if (name !== null) packs.push(name);
    }
  }
  return { packs, retired };
}

/** Gives a retired pack its name back, in a way that survives a power cut. */
export async function takeBack(file: string): Promise<void> {
  const folder = path.dirname(file);
  const [, name = ""] = retiredShape.exec(path.basename(file)) ?? [];
  await rename(file, path.join(folder, `${name}.pack`));
  await syncFolder(folder);
}

/**
 * Takes back the retired packs that hold a block which somebody needs.
 *
 * @param knows whether somebody has looked for the block in a pack
 * @returns whether another look is worth it: a pack was taken back, or others move packs about
 */
export async function takeBackRetired(
  place: VaultPlace,
  id: BlockId,
  knows: (pack: string) => boolean,
): Promise<boolean> {
  const { packs, retired } = await listAll(place);
  let isMoving = packs.some((name) => !knows(name));
  for (const file of retired) {
    try {
      let holds = false;
      await readPackTable(file, (record) => {
        holds ||= record.id.toString("base64url") === id;
      });
      if (!holds) continue;
      await takeBack(file);
      isMoving = true;
    } catch (error) {
      if (isCode(error, "ENOENT")) isMoving = true;
      // It is damaged, or nothing may be changed: then the block is missing.
      else if (!(error instanceof Damage) && !isCode(error, "EROFS", "EACCES")) throw error;
    }
  }
  return isMoving;
}
