import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { Damage } from "../damage.ts";
import { unpackBlock } from "./block.ts";
import {
  checkHeader,
  footerBytes,
  headerBytes,
  type PackRecord,
  readFooter,
  readTable,
  recordBytes,
} from "./pack-format.ts";

/** A pack's bytes, wherever they are. */
export interface PackBytes {
  /** Of the whole pack. */
  size: number;
  /** Fills a buffer from a place in the pack, and says how much was there. */
  read: (into: Buffer, at: number) => number;
}

/**
 * Reads a pack once, from its first byte to its last: all of them are those it is named after, and each
 * block unpacks to what it is known by.
 *
 * @param name SHA-256 of its bytes, hexadecimal
 * @throws Damage; what `read` throws
 */
export function checkPack({ size, read }: PackBytes, name: string): void {
  const damage = () => new Damage(null, `pack ${name} is damaged`);
  const filled = (into: Buffer, at: number) => {
    if (read(into, at) < into.length) throw damage();
    return into;
  };
  if (size < headerBytes + footerBytes) throw damage();
  const header = filled(Buffer.alloc(headerBytes), 0);
  checkHeader(header);
  const footer = filled(Buffer.alloc(footerBytes), size - footerBytes);
  const { count, crc } = readFooter(footer, size);
  const tableBytes = count * recordBytes;
  const table = filled(Buffer.alloc(tableBytes), size - footerBytes - tableBytes);
  const hash = createHash("sha256").update(header);
  let isAsTold = true;
  let room = Buffer.alloc(0);
  for (const record of readTable(table, { crc, packBytes: size })) {
    if (room.length < record.packed) room = Buffer.allocUnsafeSlow(record.packed);
    const bytes = filled(room.subarray(0, record.packed), record.offset);
    hash.update(bytes);
    isAsTold &&= isBlock(record, bytes);
  }
  if (hash.update(table).update(footer).digest("hex") !== name) throw damage();
  if (!isAsTold) throw new Damage(null, `pack ${name} is not what its table says`);
}

function isBlock(record: PackRecord, bytes: Buffer): boolean {
  if (crc32(bytes) !== record.crc) return false;
  try {
    unpackBlock({ ...record, id: record.id.toString("base64url") }, bytes);
    return true;
  } catch (error) {
    if (error instanceof Damage) return false;
    throw error;
  }
}
