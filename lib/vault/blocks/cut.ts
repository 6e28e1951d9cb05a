/**
 * Where content is cut into blocks: by what stands in it, so that bytes put in or taken out move the
 * cuts near them and no others. docs/reference/vault-cuts.md tells what was measured.
 */

/** How long blocks are, in bytes. */
export interface BlockSizes {
  /** No block is shorter, but the last of a content. */
  min: number;
  /** From here on a cut is easier to find. */
  usual: number;
  /** No block is longer. */
  max: number;
}

export const blockSizes: BlockSizes = { min: 128 * 1024, usual: 256 * 1024, max: 1024 * 1024 };

/** Before the usual length a cut needs more bits to fall together, behind it fewer. */
const hardMask = mask(20);
const easyMask = mask(16);

function mask(bits: number): number {
  return (0xffffffff << (32 - bits)) | 0;
}

/** One number for each byte, always the same ones: other numbers cut at other places. */
const gear = new Int32Array(256);
let state = 0x9e3779b9;
for (let byte = 0; byte < gear.length; byte++) {
  state = Math.imul(state ^ (state >>> 15), 0x85ebca6b) + 0x6a09e667;
  gear[byte] = Math.imul(state ^ (state >>> 13), 0xc2b2ae35) ^ (state >>> 16);
}

/**
 * Where the block that begins with these bytes ends.
 *
 * @param bytes at least the most that a block has, unless the content ends with them
 * @returns the length of the block: all of what is shorter than the least
 */
export function cutAt(bytes: Buffer, sizes: BlockSizes = blockSizes): number {
  const end = Math.min(bytes.length, sizes.max);
  if (end <= sizes.min) return end;
  const usual = Math.min(sizes.usual, end);
  let hash = 0;
  let at = Math.max(0, sizes.min - 32); // a cut depends on the 32 bytes before it
  for (; at < sizes.min; at++) hash = (hash << 1) + (gear[bytes[at] as number] as number);
  for (; at < usual; at++) {
    hash = ((hash << 1) + (gear[bytes[at] as number] as number)) | 0;
    if ((hash & hardMask) === 0) return at + 1;
  }
  for (; at < end; at++) {
    hash = ((hash << 1) + (gear[bytes[at] as number] as number)) | 0;
    if ((hash & easyMask) === 0) return at + 1;
  }
  return end;
}

/** Cuts content as it is read; a block may be a part of what was read, so it is not to be changed. */
export async function* cut(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer = Buffer.alloc(0);
  let parts: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    bytes += chunk.length;
    if (bytes < blockSizes.max) continue;
    held = parts.length === 1 ? chunk : Buffer.concat(parts);
    while (held.length >= blockSizes.max) {
      const end = cutAt(held);
      yield held.subarray(0, end);
      held = held.subarray(end);
    }
    parts = [held];
    bytes = held.length;
  }
  held = parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
  while (held.length > 0) {
    const end = cutAt(held);
    yield held.subarray(0, end);
    held = held.subarray(end);
  }
}
