/** A pack with less than this share of blocks in use is laid together with others. */
const usedShareMin = 0.6;

/** Whether so little of a pack is in use that what is can be laid together with others. */
export function isWorthwhile({ usedBytes, bytes }: { usedBytes: number; bytes: number }): boolean {
  return usedBytes < bytes * usedShareMin;
}
