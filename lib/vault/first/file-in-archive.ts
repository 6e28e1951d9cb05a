import { open } from "node:fs/promises";
import { pipeline, Readable } from "node:stream";
import { crc32, createInflateRaw } from "node:zlib";
import { fail } from "#lib/failures";
import { whereItLies } from "../bin.ts";
import { Damage } from "../damage.ts";
import { asFound, type Sought } from "../found.ts";
import { type ArchiveEntry, readEntries, shown } from "../list-entries.ts";
import type { Range } from "../view/stream.ts";
import { methods } from "../zip/facts.ts";
import { packedBytes } from "./content-at.ts";
import type { DirectoryRecord } from "./directory.ts";
import { withArchive } from "./open.ts";
import { asDamage } from "./unpack.ts";

const pieceBytes = 256 * 1024;

/** One file of an archive of the first version. */
export interface FileInArchive {
  entry: ArchiveEntry;
  /** @param range first and last byte, both included; absent: all of it */
  open(range?: Range): Readable;
}

/**
 * Finds one file of an archive of the first version, to be unpacked on the way out.
 *
 * @throws Failure `not-found`, `archive-damaged`, `archive-missing`, disk failures
 */
export async function fileInArchive(sought: Sought, path: string): Promise<FileInArchive> {
  const found: ArchiveEntry[] = [];
  await readEntries(sought.place, sought.file, (entry) => {
    if (entry.path === path && entry.kind === "file") found.push(shown(entry));
  });
  const [entry] = found;
  const record = await withArchive(sought, async ({ records }) =>
    records.find((each) => each.path === path && each.kind === "file"),
  );
  if (!entry || !record) throw fail("not-found", { what: "file", name: path });
  return {
    entry,
    open: (range = { start: 0, end: entry.size - 1 }) =>
      Readable.from(read(sought, record, range), { objectMode: false, highWaterMark: pieceBytes }),
  };
}

async function* read(
  sought: Sought,
  record: DirectoryRecord,
  range: Range,
): AsyncGenerator<Buffer> {
  try {
    const handle = await whereItLies(sought.place, sought.file, (path) => open(path, "r"));
    try {
      yield* within(range, unpacked(record, packedBytes(handle, record)));
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw await asFound(asDamage(error, record), sought);
  }
}

/**
 * The content, whose one checksum is that of the whole: the last piece is not given before it was
 * held against it.
 */
async function* unpacked(
  record: DirectoryRecord,
  packed: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  let last: Buffer | null = null;
  let size = 0;
  let crc = 0;
  for await (const piece of record.method === methods.store ? packed : inflated(packed)) {
    if (last) yield last;
    last = piece;
    size += piece.length;
    crc = crc32(piece, crc);
  }
  if (size !== record.size)
    throw new Damage(record.path, "its content has another size than it had");
  if (crc !== record.crc) throw new Damage(record.path, "its CRC-32 is not the one it had");
  if (last) yield last;
}

function inflated(packed: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  const inflater = createInflateRaw({ chunkSize: pieceBytes });
  // An error of either side ends the other, and is thrown to whoever reads.
  pipeline(Readable.from(packed), inflater, () => {});
  return inflater;
}

/** The last piece waits for the end of all: a range is no more to be trusted than the rest. */
async function* within(
  { start, end }: Range,
  content: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  let at = 0;
  let last: Buffer | null = null;
  for await (const piece of content) {
    const own = piece.subarray(Math.max(0, start - at), Math.max(0, end + 1 - at));
    at += piece.length;
    if (own.length === 0) continue;
    if (last) yield last;
    last = own;
  }
  if (last) yield last;
}
