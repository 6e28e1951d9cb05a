import { createHash } from "node:crypto";
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { crc32 } from "node:zlib";
import { unpackBlock } from "../blocks/block.ts";
import {
  checkHeader,
  footerBytes,
  headerBytes,
  readFooter,
  readTable,
  recordBytes,
} from "../blocks/pack-format.ts";
import { Damage } from "../damage.ts";

/**
 * Reads a pack once, from its first byte to its last: all of them are those it is named after, and each
 * block unpacks to what it is known by. Blocks until it is done, so only a thread of its own may.
 *
 * @param name SHA-256 of its bytes, hexadecimal
 * @throws Damage; errors of the file system
 */
export function readPackNow(file: string, name: string): void {
  const descriptor = openSync(file, "r");
  try {
    if (digestOf(descriptor, name) !== name) throw damage(name);
  } finally {
    closeSync(descriptor);
  }
}

function digestOf(descriptor: number, name: string): string {
  const packBytes = fstatSync(descriptor).size;
  const pack = { descriptor, name };
  if (packBytes < headerBytes + footerBytes) throw damage(name);
  const header = readNow(pack, Buffer.alloc(headerBytes), 0);
  checkHeader(header);
  const footer = readNow(pack, Buffer.alloc(footerBytes), packBytes - footerBytes);
  const { count, crc } = readFooter(footer, packBytes);
  const tableBytes = count * recordBytes;
  const table = readNow(pack, Buffer.alloc(tableBytes), packBytes - footerBytes - tableBytes);
  const hash = createHash("sha256").update(header);
  for (const record of readTable(table, { crc, packBytes })) {
    const bytes = readNow(pack, roomFor(record.packed), record.offset);
    hash.update(bytes);
    if (crc32(bytes) !== record.crc) throw damage(name);
    unpackBlock({ ...record, id: record.id.toString("base64url") }, bytes);
  }
  return hash.update(table).update(footer).digest("hex");
}

/** What one block was read into is used again for the next. */
let room = Buffer.alloc(0);

function roomFor(bytes: number): Buffer {
  if (room.length < bytes) room = Buffer.allocUnsafeSlow(bytes);
  return room.subarray(0, bytes);
}

/** Fills a buffer from a place in the pack. */
function readNow(
  { descriptor, name }: { descriptor: number; name: string },
  into: Buffer,
  at: number,
): Buffer {
  for (let read = 0; read < into.length; ) {
    const more = readSync(descriptor, into, read, into.length - read, at + read);
    if (more === 0) throw damage(name);
    read += more;
  }
  return into;
}

function damage(name: string): Damage {
  return new Damage(null, `pack ${name} is damaged`);
}
