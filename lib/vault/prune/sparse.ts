import { packBytesOf } from "../blocks/pack-format.ts";

/** A pack of which less than this share would be left is laid together with others. */
const leftShareMin = 0.6;

/** What some archive needs of a pack. */
export interface Needed {
  blocks: number;
  /** Of those blocks, as they lie in the pack. */
  usedBytes: number;
  /** Of the whole pack. */
  bytes: number;
}

/** What a pack takes that is not needed, where it is worth laying together what is; else 0. */
export function freedOf({ blocks, usedBytes, bytes }: Needed): number {
  const left = packBytesOf(blocks, usedBytes);
  return left < bytes * leftShareMin ? bytes - left : 0;
}
