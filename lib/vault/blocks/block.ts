import { hash } from "node:crypto";
import { constants, crc32, deflateRawSync, inflateRawSync } from "node:zlib";
import { Damage } from "../damage.ts";
import { isCompressible } from "./compressible.ts";

/** How a block lies in its pack: as it is, or deflated and ended by a full flush. */
export const blockMethods = { stored: 0, deflated: 1 } as const;
export type BlockMethod = (typeof blockMethods)[keyof typeof blockMethods];

/** SHA-256 of the block's content, base64url: what a block is known by. */
export type BlockId = string;

/** One block of an entry: enough to lay out a ZIP without looking for it. */
export interface BlockRef {
  id: BlockId;
  /** Bytes of content. */
  size: number;
  /** Bytes in the pack. */
  packed: number;
  method: BlockMethod;
}

/** How the content of a block lies in a pack. */
export interface PackedContent {
  bytes: Buffer;
  packed: number;
  method: BlockMethod;
  /** CRC-32 of `bytes`. */
  crc: number;
}

/** A block on its way into a pack. */
export interface PackedBlock extends BlockRef, PackedContent {}

/** Level of deflate; docs/reference/vault-cuts.md has the measurement. */
const level = 5;
/** Deflate is worth its time when it saves at least this share. */
const worthwhileSaving = 0.05;
/** Less content needs less memory to be deflated as well. */
const smallBytesMax = 8 * 1024;

export function blockIdOf(bytes: Buffer): BlockId {
  return hash("sha256", bytes, "base64url");
}

/**
 * Packs a block so that those of one entry can be laid one after another: a full flush ends each at
 * a whole byte and forgets what came before. Takes a core for a while.
 */
export function packBlock(content: Buffer): PackedContent {
  const size = content.length;
  if (size > 0 && (size <= smallBytesMax || isCompressible(content))) {
    const bytes = deflateRawSync(content, {
      level,
      finishFlush: constants.Z_FULL_FLUSH,
      chunkSize: Math.max(1024, size),
      memLevel: size <= smallBytesMax ? 6 : 8,
    });
    const packed = bytes.length;
    if (packed < size * (1 - worthwhileSaving)) {
      return { bytes, packed, method: blockMethods.deflated, crc: crc32(bytes) };
    }
  }
  return { bytes: content, packed: size, method: blockMethods.stored, crc: crc32(content) };
}

/** Closes what deflated blocks leave open. */
export const closingBytes = Buffer.from([0x03, 0x00]);

/**
 * A block's content from its packed bytes, held against its id.
 *
 * @throws Damage
 */
export function unpackBlock({ id, size, method }: BlockRef, packed: Buffer): Buffer {
  const content = method === blockMethods.stored ? packed : inflated(packed, { id, size });
  if (content.length !== size || blockIdOf(content) !== id) {
    throw new Damage(null, `the content of block ${id} is not what it was`);
  }
  return content;
}

function inflated(packed: Buffer, { id, size }: { id: BlockId; size: number }): Buffer {
  try {
    // It has no end of its own: the flush at its end is all that is waited for.
    const finishFlush = constants.Z_SYNC_FLUSH;
    const chunkSize = Math.max(1024, size);
    return inflateRawSync(packed, { maxOutputLength: Math.max(size, 1), finishFlush, chunkSize });
  } catch (error) {
    throw new Damage(null, `block ${id} cannot be unpacked`, { cause: error });
  }
}
