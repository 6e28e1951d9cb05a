import { crc32 } from "node:zlib";
import { Damage } from "../damage.ts";
import { type BlockMethod, blockMethods, type PackedBlock } from "./block.ts";

/**
 * The bytes of a pack: header, blocks back to back, table of the blocks, footer. Everything is little
 * endian; docs/reference/vault-format.md is the same in words.
 */

/** Grows when an older Holdfast could no longer read a pack. */
export const packVersion = 1;
/** What stands in it is readable; other kinds leave room for sealed packs, each with a salt. */
export const packKinds = { plain: 0 } as const;

const headMagic = Buffer.from("HOLDPACK", "latin1");
const footMagic = Buffer.from("KCAPDLOH", "latin1");
export const headerBytes = 32;
export const footerBytes = 16;
export const recordBytes = 48;

/** How long a pack of some blocks is that are so long together. */
export function packBytesOf(blocks: number, blockBytes: number): number {
  return headerBytes + blockBytes + blocks * recordBytes + footerBytes;
}

/** One line of a pack's table. */
export interface PackRecord {
  /** 32 bytes. */
  id: Buffer;
  size: number;
  packed: number;
  crc: number;
  method: BlockMethod;
  /** Where it begins in the pack. */
  offset: number;
}

/** A whole pack of some blocks, as buffers to be written one after the other. */
export function packBuffers(blocks: readonly PackedBlock[]): Buffer[] {
  const header = Buffer.alloc(headerBytes);
  headMagic.copy(header);
  header.writeUInt16LE(packVersion, 8);
  header.writeUInt16LE(packKinds.plain, 10);
  const table = Buffer.alloc(blocks.length * recordBytes);
  for (const [index, block] of blocks.entries()) {
    const at = index * recordBytes;
    Buffer.from(block.id, "base64url").copy(table, at);
    table.writeUInt32LE(block.size, at + 32);
    table.writeUInt32LE(block.packed, at + 36);
    table.writeUInt32LE(block.crc, at + 40);
    table.writeUInt8(block.method, at + 44);
  }
  const footer = Buffer.alloc(footerBytes);
  footer.writeUInt32LE(blocks.length, 0);
  footer.writeUInt32LE(crc32(table), 4);
  footMagic.copy(footer, 8);
  return [header, ...blocks.map(({ bytes }) => bytes), table, footer];
}

/**
 * How many blocks a pack's footer announces, and the checksum of their table.
 *
 * @throws Damage
 */
export function readFooter(footer: Buffer, packBytes: number): { count: number; crc: number } {
  const count = footer.readUInt32LE(0);
  const fits = headerBytes + count * recordBytes + footerBytes <= packBytes;
  if (!footer.subarray(8).equals(footMagic) || !fits) throw new Damage(null, "it has no footer");
  return { count, crc: footer.readUInt32LE(4) };
}

/** @throws Damage, and for a version or kind that is newer than this program */
export function checkHeader(header: Buffer): void {
  if (!header.subarray(0, 8).equals(headMagic)) throw new Damage(null, "it is no pack");
  const [version, kind] = [header.readUInt16LE(8), header.readUInt16LE(10)];
  if (version !== packVersion || kind !== packKinds.plain) {
    throw new Damage(null, `its format (${version}, kind ${kind}) is not known`);
  }
}

/** The lines of a pack's table. @throws Damage */
export function* readTable(table: Buffer, facts: { crc: number; packBytes: number }) {
  if (crc32(table) !== facts.crc) throw new Damage(null, "its table is damaged");
  let offset = headerBytes;
  for (let at = 0; at < table.length; at += recordBytes) {
    const packed = table.readUInt32LE(at + 36);
    const record: PackRecord = {
      id: table.subarray(at, at + 32),
      size: table.readUInt32LE(at + 32),
      packed,
      crc: table.readUInt32LE(at + 40),
      method: methodOf(table.readUInt8(at + 44)),
      offset,
    };
    yield record;
    offset += packed;
  }
  const end = offset + table.length + footerBytes;
  if (end !== facts.packBytes)
    throw new Damage(null, "its blocks are not as long as its table says");
}

function methodOf(byte: number): BlockMethod {
  if (byte === blockMethods.stored || byte === blockMethods.deflated) return byte;
  throw new Damage(null, "a block of it is packed in an unknown way");
}
