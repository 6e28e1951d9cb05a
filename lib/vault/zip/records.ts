import { crc32 } from "node:zlib";
import { targetOf } from "../entry.ts";
import type { Manifest } from "../listing/manifest-file.ts";
import type { StoredEntry } from "../listing/stored-entry.ts";
import { manifestName } from "../manifest.ts";
import { dosFolder, methods, typeBits } from "./facts.ts";
import { dosTime, fieldIds, ownerField, timesField, zip64Marker } from "./fields.ts";

/** The records of a ZIP, each from what a listing says of one entry: the same bytes every time. */

const signatures = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50 };
const signatures64 = { end: 0x06064b50, locator: 0x07064b50 };
const localBytes = 30;
const centralBytes = 46;
const utf8Flag = 0x0800;
const versions = { plain: 20, zip64: 45 };
const unix = 3;
const countMarker = 0xffff;

/** What a ZIP says of one entry, with the bytes of its content in the ZIP. */
export interface Row {
  name: Buffer;
  flags: number;
  method: number;
  time: number;
  crc: number;
  packed: number;
  size: number;
  attributes: number;
  fields: Buffer;
}

export function rowOf(entry: StoredEntry): Row {
  const { kind, held } = entry;
  const target = kind === "link" ? targetOf(entry) : null;
  const modified = new Date(entry.modified);
  const mode = typeBits[kind] | (entry.mode & 0o7777);
  return {
    ...nameOf(kind === "folder" ? `${entry.path}/` : entry.path),
    method: held?.method ?? methods.store,
    time: dosTime(modified),
    crc: held?.crc ?? (target ? crc32(target) : 0),
    packed: held?.packed ?? target?.length ?? 0,
    size: target?.length ?? entry.size,
    attributes: mode * 0x10000 + (kind === "folder" ? dosFolder : 0),
    fields: Buffer.concat([timesField(modified), ownerField(entry)]),
  };
}

/** The row of `holdfast.json` itself. */
export function rowOfJson({ head, view: { json } }: Pick<Manifest, "head" | "view">): Row {
  const modified = new Date(head.createdAt);
  return {
    ...nameOf(manifestName),
    method: methods.store,
    time: dosTime(modified),
    crc: json.crc,
    packed: json.bytes,
    size: json.bytes,
    attributes: (typeBits.file | json.mode) * 0x10000,
    fields: Buffer.concat([timesField(modified), ownerField(json)]),
  };
}

function nameOf(path: string): { name: Buffer; flags: number } {
  const name = Buffer.from(path);
  return { name, flags: name.length === path.length ? 0 : utf8Flag };
}

/** Bytes of header and content. */
export function dataBytes(row: Row): number {
  return localBytes + row.name.length + (isLarge(row) ? 20 : 0) + row.fields.length + row.packed;
}

/** Bytes in the directory. */
export function directoryBytes(row: Row, offset: number): number {
  return centralBytes + row.name.length + longs(row, offset).length + row.fields.length;
}

export function localHeader(row: Row): Buffer {
  const large = isLarge(row);
  const header = Buffer.alloc(localBytes);
  header.writeUInt32LE(signatures.local, 0);
  header.writeUInt16LE(large ? versions.zip64 : versions.plain, 4);
  writeFacts(header, 6, row);
  header.writeUInt32LE(large ? zip64Marker : row.packed, 18);
  header.writeUInt32LE(large ? zip64Marker : row.size, 22);
  const sizes = large ? longField([row.size, row.packed]) : Buffer.alloc(0);
  header.writeUInt16LE(row.name.length, 26);
  header.writeUInt16LE(sizes.length + row.fields.length, 28);
  return Buffer.concat([header, row.name, sizes, row.fields]);
}

export function centralRecord(row: Row, offset: number): Buffer {
  const long = longs(row, offset);
  const version = long.length > 0 ? versions.zip64 : versions.plain;
  const record = Buffer.alloc(centralBytes);
  record.writeUInt32LE(signatures.central, 0);
  record.writeUInt16LE(unix * 256 + version, 4);
  record.writeUInt16LE(version, 6);
  writeFacts(record, 8, row);
  record.writeUInt32LE(isLarge(row) ? zip64Marker : row.packed, 20);
  record.writeUInt32LE(isLarge(row) ? zip64Marker : row.size, 24);
  record.writeUInt16LE(row.name.length, 28);
  record.writeUInt16LE(long.length + row.fields.length, 30);
  record.writeUInt32LE(row.attributes, 38);
  record.writeUInt32LE(Math.min(offset, zip64Marker), 42);
  return Buffer.concat([record, row.name, long, row.fields]);
}

/** What closes a ZIP. */
export function endRecords(directory: { entries: number; bytes: number; offset: number }): Buffer {
  const { entries, bytes, offset } = directory;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(signatures.end, 0);
  end.writeUInt16LE(Math.min(entries, countMarker), 8);
  end.writeUInt16LE(Math.min(entries, countMarker), 10);
  end.writeUInt32LE(Math.min(bytes, zip64Marker), 12);
  end.writeUInt32LE(Math.min(offset, zip64Marker), 16);
  if (entries < countMarker && bytes < zip64Marker && offset < zip64Marker) return end;
  const long = Buffer.alloc(56);
  long.writeUInt32LE(signatures64.end, 0);
  writeLong(long, 4, 44);
  long.writeUInt16LE(unix * 256 + versions.zip64, 12);
  long.writeUInt16LE(versions.zip64, 14);
  writeLong(long, 24, entries);
  writeLong(long, 32, entries);
  writeLong(long, 40, bytes);
  writeLong(long, 48, offset);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(signatures64.locator, 0);
  writeLong(locator, 8, offset + bytes);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([long, locator, end]);
}

function writeFacts(buffer: Buffer, at: number, { flags, method, time, crc }: Row): void {
  buffer.writeUInt16LE(flags, at);
  buffer.writeUInt16LE(method, at + 2);
  buffer.writeUInt32LE(time, at + 4);
  buffer.writeUInt32LE(crc, at + 8);
}

function isLarge({ size, packed }: Row): boolean {
  return size >= zip64Marker || packed >= zip64Marker;
}

/** What does not fit in the four bytes of a directory's record. */
function longs(row: Row, offset: number): Buffer {
  const sizes = isLarge(row) ? [row.size, row.packed] : [];
  const values = offset >= zip64Marker ? [...sizes, offset] : sizes;
  return values.length === 0 ? Buffer.alloc(0) : longField(values);
}

function longField(values: readonly number[]): Buffer {
  const field = Buffer.alloc(4 + values.length * 8);
  field.writeUInt16LE(fieldIds.zip64, 0);
  field.writeUInt16LE(values.length * 8, 2);
  for (const [index, value] of values.entries()) writeLong(field, 4 + index * 8, value);
  return field;
}

function writeLong(buffer: Buffer, at: number, value: number): void {
  buffer.writeBigUInt64LE(BigInt(value), at);
}
