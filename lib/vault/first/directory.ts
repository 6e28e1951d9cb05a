import type { FileHandle } from "node:fs/promises";
import type { EntryKind } from "#lib/entries";
import { archiveEntriesMax } from "../archive.ts";
import { Damage } from "../damage.ts";
import { readExactly } from "../read-exactly.ts";
import { kindOfMode } from "../zip/facts.ts";
import { fieldIds, findField, zip64Marker } from "../zip/fields.ts";

/** One line of the ZIP's directory. */
export interface DirectoryRecord {
  /** Without a folder's closing slash. */
  path: string;
  /** Bytes of the name as they stand in the file. */
  name: Buffer;
  kind: EntryKind;
  method: number;
  crc: number;
  size: number;
  packedSize: number;
  /** Where its local header begins. */
  offset: number;
  /** Whether CRC-32 and sizes follow the content. */
  isDescribedAfter: boolean;
}

export interface Directory {
  records: DirectoryRecord[];
  /** Where the directory begins: the last content ends there. */
  offset: number;
}

/** Refuses to believe in more entries than this room writes, manifest included. */
const recordsMax = archiveEntriesMax + 1;
/** Memory for a directory: the longest names of Linux, for every entry. */
const directoryBytesMax = 256 * 1024 * 1024;

const signatures = {
  end: 0x06054b50,
  end64: 0x06064b50,
  locator64: 0x07064b50,
  record: 0x02014b50,
} as const;
const endBytes = 22;
const end64Bytes = 56;
const locatorBytes = 20;
const recordBytes = 46;

/**
 * Reads the directory at the end of a ZIP as this room writes it: no comment behind it, nothing
 * between it and the end.
 *
 * @throws Damage
 */
export async function readDirectory(handle: FileHandle, fileBytes: number): Promise<Directory> {
  const tailBytes = Math.min(fileBytes, endBytes + locatorBytes + end64Bytes);
  const tail = await readExactly(handle, { at: fileBytes - tailBytes, bytes: tailBytes });
  const { count, offset, bytes, end } = readEnd(tail, fileBytes);
  if (count < 1 || count > recordsMax)
    throw new Damage(null, `its directory claims ${count} entries`);
  if (bytes > directoryBytesMax || offset + bytes !== end) {
    throw new Damage(null, "its directory is not where its end says");
  }
  const directory = await readExactly(handle, { at: offset, bytes });
  const records: DirectoryRecord[] = [];
  let at = 0;
  for (let n = 0; n < count; n++) {
    const { record, next } = readRecord(directory, at);
    if (record.offset >= offset) throw new Damage(record.path, "it lies outside the archive");
    records.push(record);
    at = next;
  }
  if (at !== bytes) throw new Damage(null, "its directory has bytes left over");
  return { records, offset };
}

interface End {
  count: number;
  offset: number;
  bytes: number;
  /** Where the directory ends, by what stands behind it. */
  end: number;
}

function readEnd(tail: Buffer, fileBytes: number): End {
  const at = tail.length - endBytes;
  if (at < 0 || tail.readUInt32LE(at) !== signatures.end || tail.readUInt16LE(at + 20) !== 0) {
    throw new Damage(null, "its end is missing: the file is cut short or altered");
  }
  const count = tail.readUInt16LE(at + 10);
  const bytes = tail.readUInt32LE(at + 12);
  const offset = tail.readUInt32LE(at + 16);
  const at64 = at - locatorBytes - end64Bytes;
  if (at64 < 0 || tail.readUInt32LE(at - locatorBytes) !== signatures.locator64) {
    return { count, offset, bytes, end: fileBytes - endBytes };
  }
  if (tail.readUInt32LE(at64) !== signatures.end64) {
    throw new Damage(null, "the end of a large archive is damaged");
  }
  return {
    count: readLong(tail, at64 + 32),
    bytes: readLong(tail, at64 + 40),
    offset: readLong(tail, at64 + 48),
    end: fileBytes - endBytes - locatorBytes - end64Bytes,
  };
}

function readRecord(directory: Buffer, at: number): { record: DirectoryRecord; next: number } {
  if (at + recordBytes > directory.length || directory.readUInt32LE(at) !== signatures.record) {
    throw new Damage(null, "its directory is damaged");
  }
  const nameEnd = at + recordBytes + directory.readUInt16LE(at + 28);
  const extraEnd = nameEnd + directory.readUInt16LE(at + 30);
  const next = extraEnd + directory.readUInt16LE(at + 32);
  if (next > directory.length) throw new Damage(null, "its directory is damaged");
  const name = directory.subarray(at + recordBytes, nameEnd);
  const path = name.toString("utf8");
  const kind = kindOfMode(directory.readUInt16LE(at + 40));
  if (kind === null) throw new Damage(path, "its kind is not one that archives hold");
  const sizes = readSizes(directory, { at, extra: directory.subarray(nameEnd, extraEnd), path });
  return {
    record: {
      path: kind === "folder" ? path.replace(/\/$/, "") : path,
      name,
      kind,
      method: directory.readUInt16LE(at + 10),
      crc: directory.readUInt32LE(at + 16),
      ...sizes,
      isDescribedAfter: (directory.readUInt16LE(at + 8) & 8) !== 0,
    },
    next,
  };
}

function readSizes(directory: Buffer, record: { at: number; extra: Buffer; path: string }) {
  const short = {
    size: directory.readUInt32LE(record.at + 24),
    packedSize: directory.readUInt32LE(record.at + 20),
    offset: directory.readUInt32LE(record.at + 42),
  };
  if (Object.values(short).every((value) => value !== zip64Marker)) return short;
  const long = findField(record.extra, fieldIds.zip64);
  let at = 0;
  const real = (value: number): number => {
    if (value !== zip64Marker || long === null) return value;
    if (at + 8 > long.length) throw new Damage(record.path, "its sizes are damaged");
    at += 8;
    return readLong(long, at - 8);
  };
  return {
    size: real(short.size),
    packedSize: real(short.packedSize),
    offset: real(short.offset),
  };
}

/** Eight bytes as a number; what a number cannot hold exactly is no size of a file. */
export function readLong(bytes: Buffer, at: number): number {
  const value = bytes.readBigUInt64LE(at);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new Damage(null, "a size in it is impossible");
  return Number(value);
}
