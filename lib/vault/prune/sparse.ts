import { packBytesOf } from "../blocks/pack-format.ts";

/** A pack of which less than this share would be left is laid together with others. */
const leftShareMin = 0.6;
/** So many small packs are laid together, or none. */
export const smallPacksMin = 16;
const smallPackBytes = 4 * 1024 * 1024;

/** What some archive needs of a pack. */
export interface Needed {
  blocks: number;
  /** Of those blocks, as they lie in the pack. */
  usedBytes: number;
  /** Of the whole pack. */
  bytes: number;
}

/**
 * What pruning does with a pack: it goes, what is needed of it is laid together with that of others,
 * the same if there are enough small ones, or it stays as it is.
 */
export function lotOf(needed: Needed): "goes" | "sparse" | "small" | "stays" {
  const { blocks, bytes } = needed;
  if (blocks === 0) return "goes";
  if (leftOf(needed) < bytes * leftShareMin) return "sparse";
  return bytes < smallPackBytes ? "small" : "stays";
}

/** Bytes that pruning frees where archives need this of the packs that there are. */
export function prunableOf(packs: Iterable<Needed>): number {
  let freed = 0;
  const small = { packs: 0, freed: 0 };
  for (const pack of packs) {
    const lot = lotOf(pack);
    if (lot === "goes") freed += pack.bytes;
    else if (lot === "sparse") freed += pack.bytes - leftOf(pack);
    else if (lot === "small") {
      small.packs += 1;
      small.freed += pack.bytes - leftOf(pack);
    }
  }
  return freed + (small.packs >= smallPacksMin ? small.freed : 0);
}

function leftOf({ blocks, usedBytes }: Needed): number {
  return packBytesOf(blocks, usedBytes);
}
