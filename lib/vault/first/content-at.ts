import type { FileHandle } from "node:fs/promises";
import { Damage } from "../damage.ts";
import { readExactly } from "../read-exactly.ts";
import { fieldIds, findField } from "../zip/fields.ts";
import { type DirectoryRecord, readLong } from "./directory.ts";

export const localHeaderBytes = 30;
const localSignature = 0x04034b50;
const descriptorSignature = 0x08074b50;
const readBytes = 256 * 1024;

/**
 * Holds a local header against the directory's record of the same entry.
 *
 * @param fixed its first 30 bytes
 * @returns how many bytes of name and fields follow
 * @throws Damage
 */
export function checkLocalHeader(record: DirectoryRecord, fixed: Buffer): number {
  const isSame =
    fixed.readUInt32LE(0) === localSignature &&
    fixed.readUInt16LE(8) === record.method &&
    ((fixed.readUInt16LE(6) & 8) !== 0) === record.isDescribedAfter &&
    fixed.readUInt16LE(26) === record.name.length;
  if (!isSame) throw new Damage(record.path, "its header is not the one the directory names");
  if (!record.isDescribedAfter) {
    const sizes = [fixed.readUInt32LE(14), fixed.readUInt32LE(18), fixed.readUInt32LE(22)];
    const known = [record.crc, record.packedSize, record.size];
    if (sizes.some((value, index) => value !== known[index])) {
      throw new Damage(record.path, "its header and the directory differ in size");
    }
  }
  return fixed.readUInt16LE(26) + fixed.readUInt16LE(28);
}

/** Bytes of what follows the content, given the header's name and fields. */
export function descriptorBytes(record: DirectoryRecord, nameAndFields: Buffer): number {
  if (!record.isDescribedAfter) return 0;
  const fields = nameAndFields.subarray(record.name.length);
  return findField(fields, fieldIds.zip64) ? 24 : 16;
}

/** Holds what follows the content against the directory's record. @throws Damage */
export function checkDescriptor(record: DirectoryRecord, descriptor: Buffer): void {
  if (descriptor.length === 0) return;
  const isLong = descriptor.length === 24;
  const isSame =
    descriptor.readUInt32LE(0) === descriptorSignature &&
    descriptor.readUInt32LE(4) === record.crc &&
    (isLong ? readLong(descriptor, 8) : descriptor.readUInt32LE(8)) === record.packedSize &&
    (isLong ? readLong(descriptor, 16) : descriptor.readUInt32LE(12)) === record.size;
  if (!isSame) throw new Damage(record.path, "the sizes behind it are not those of the directory");
}

/** The packed bytes of one entry. @throws Damage */
export async function* packedBytes(
  handle: FileHandle,
  record: DirectoryRecord,
): AsyncGenerator<Buffer> {
  const fixed = await readExactly(handle, { at: record.offset, bytes: localHeaderBytes });
  let at = record.offset + localHeaderBytes + checkLocalHeader(record, fixed);
  const end = at + record.packedSize;
  while (at < end) {
    const bytes = Math.min(readBytes, end - at);
    yield await readExactly(handle, { at, bytes });
    at += bytes;
  }
}
