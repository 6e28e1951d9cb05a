import { open } from "node:fs/promises";
import { crc32 } from "node:zlib";
import { isFailure } from "#lib/failures";
import type { PackedBlock } from "../blocks/block.ts";
import { type PackRecord, packBuffers } from "../blocks/pack-format.ts";
import { putPack } from "../blocks/put-pack.ts";
import { Damage } from "../damage.ts";
import { isCode, type Owner, packPath, temporaryFile, type VaultPlace } from "../place.ts";
import { readExactly } from "../read-exactly.ts";
import { retire } from "./retire.ts";

const packBytesUsual = 16 * 1024 * 1024;

/** A pack with those of its blocks that some archive needs. */
export interface Used {
  name: string;
  bytes: number;
  usedBytes: number;
  used: PackRecord[];
}

/** Writes the blocks in use of some packs into new ones, and retires the old. */
export async function layTogether(
  place: VaultPlace,
  packs: readonly Used[],
  order: Owner & { signal: AbortSignal },
): Promise<number> {
  let written = 0;
  let number = 0;
  for (const batch of batches(packs)) {
    order.signal.throwIfAborted();
    const parts = await Promise.all(batch.map((pack) => blocksIn(place, pack)));
    const whole = batch.filter((_, index) => parts[index] !== null);
    const blocks = parts.flatMap((part) => part ?? []);
    if (blocks.length === 0) continue;
    try {
      const draft = temporaryFile(place, order, ++number);
      const { name, bytes } = await putPack(place, draft, packBuffers(blocks));
      for (const old of whole) if (old.name !== name) await retire(place, old.name);
      written += bytes;
    } catch (error) {
      // What is not used at all goes all the same, and makes room for the next time.
      if (isFailure(error) && error.causeName === "disk-full") return written;
      throw error;
    }
  }
  return written;
}

/** Packs whose blocks in use make one new pack. */
function* batches(packs: readonly Used[]): Generator<Used[]> {
  let batch: Used[] = [];
  let bytes = 0;
  for (const pack of packs) {
    batch.push(pack);
    bytes += pack.usedBytes;
    if (bytes < packBytesUsual) continue;
    yield batch;
    [batch, bytes] = [[], 0];
  }
  if (batch.length > 0) yield batch;
}

/**
 * `null` where a block cannot be read: its pack stays, and checking the vault tells; or it is gone,
 * because another pruning was quicker.
 */
async function blocksIn(place: VaultPlace, pack: Used): Promise<PackedBlock[] | null> {
  try {
    return await readBlocks(place, pack);
  } catch (error) {
    if (error instanceof Damage || isCode(error, "ENOENT")) return null;
    throw error;
  }
}

async function readBlocks(place: VaultPlace, { name, used }: Used): Promise<PackedBlock[] | null> {
  const handle = await open(packPath(place, name), "r");
  try {
    const blocks: PackedBlock[] = [];
    for (const { id, size, packed, crc, method, offset } of used) {
      const bytes = await readExactly(handle, { at: offset, bytes: packed });
      if (crc32(bytes) !== crc) return null;
      blocks.push({ id: id.toString("base64url"), size, packed, crc, method, bytes });
    }
    return blocks;
  } finally {
    await handle.close();
  }
}
