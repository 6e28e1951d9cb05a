import { hash } from "node:crypto";
import { Readable } from "node:stream";
import { fail } from "#lib/failures";
import { BlockReader } from "./blocks/block-reader.ts";
import { fileInArchive } from "./first/file-in-archive.ts";
import { asFound, type Sought } from "./found.ts";
import { type ArchiveEntry, shown } from "./list-entries.ts";
import { findEntry } from "./listing/find-entry.ts";
import { measure, sumOf } from "./listing/finish.ts";
import type { Manifest, Part } from "./listing/manifest-file.ts";
import { blocksOf, entriesWithin, readPart } from "./listing/read-listing.ts";
import type { StoredEntry } from "./listing/stored-entry.ts";
import { isListing, type OpenListing, withManifest } from "./listing/with-manifest.ts";
import type { VaultPlace } from "./place.ts";
import type { ArchiveBytes } from "./read-archive.ts";
import { jsonLineBytes } from "./view/json.ts";
import { type Range, zipBytes } from "./view/stream.ts";
import { dataBytes, directoryBytes, rowOf } from "./zip/records.ts";

const pieceBytes = 1024 * 1024;

/** A file or a folder of an archive, to be sent; `tag` changes when the bytes do. */
export interface PathBytes extends ArchiveBytes {
  tag: string;
  /** What the archive says of the file; `null` of a folder. */
  entry: ArchiveEntry | null;
}

/**
 * The content of one file of an archive, or one folder with all below it as a ZIP of its own: the
 * same bytes every time, of known length, and nothing held in memory.
 *
 * @param path of a file as the listing has it; a folder's ends in `/`
 * @throws Failure `not-found` (also for a folder of an archive of the first version),
 *   `archive-damaged`, `archive-missing`, disk failures
 */
export async function readArchivePath(
  place: VaultPlace,
  file: string,
  path: string,
): Promise<PathBytes> {
  const sought: Sought = { place, file, damaged: "archive-damaged" };
  if (!isListing(file)) return ofFirst(sought, path);
  return withManifest(sought, async (open) =>
    path.endsWith("/") ? folderView(sought, open, path) : fileContent(sought, open, path),
  );
}

/** A folder of such an archive has no ZIP of its own: the whole is one. */
async function ofFirst(sought: Sought, path: string): Promise<PathBytes> {
  if (path.endsWith("/")) {
    throw fail("not-found", { what: "folder of its own in archive", name: sought.file });
  }
  const { entry, open } = await fileInArchive(sought, path);
  return { size: entry.size, tag: entry.sha256 ?? hash("sha256", sought.file), entry, open };
}

async function folderView(sought: Sought, open: OpenListing, folder: string): Promise<PathBytes> {
  const parts = await partsWithin(open, folder);
  if (parts.length === 0) throw fail("not-found", { what: "folder", name: folder });
  const { view, ...rest } = open.manifest;
  const manifest: Manifest = {
    ...rest,
    parts,
    entries: sumOf(parts, "entries"),
    view: { bytes: 0, json: { ...view.json } },
  };
  await measure(open.reader, manifest, async () => {}, folder);
  const size = manifest.view.bytes;
  const tag = hash("sha256", `${open.sha256} ${folder}`);
  const pieces = (reader: BlockReader, range: Range) => zipBytes(reader, manifest, range, folder);
  return { size, tag, entry: null, open: opener(sought, open, { size, pieces }) };
}

/** The parts that hold something of a folder, measured as if there were nothing else. */
async function partsWithin({ manifest, reader }: OpenListing, folder: string): Promise<Part[]> {
  const parts: Part[] = [];
  let offset = 0;
  for (const part of manifest.parts) {
    const entries = entriesWithin(await readPart(reader, part), folder);
    if (entries.length === 0) continue;
    const own: Part = {
      block: part.block,
      entries: entries.length,
      data: 0,
      directory: 0,
      text: 0,
    };
    for (const entry of entries) {
      const row = rowOf(entry);
      own.directory += directoryBytes(row, offset);
      own.text += jsonLineBytes(entry);
      own.data += dataBytes(row);
      offset += dataBytes(row);
    }
    parts.push(own);
  }
  return parts;
}

async function fileContent(sought: Sought, open: OpenListing, path: string): Promise<PathBytes> {
  const entry = await findEntry(open, path);
  if (entry?.kind !== "file") throw fail("not-found", { what: "file", name: path });
  const pieces = (reader: BlockReader, range: Range) => contentBytes(reader, entry, range);
  const { size, sha256 = open.sha256 } = entry;
  const bytes = opener(sought, open, { size, pieces });
  return { size, tag: sha256, entry: shown(entry), open: bytes };
}

/** A file's content, or a range of it; blocks before and behind the range are not read. */
async function* contentBytes(
  reader: BlockReader,
  entry: StoredEntry,
  { start, end }: Range,
): AsyncGenerator<Buffer> {
  let at = 0;
  for await (const ref of blocksOf(reader, entry)) {
    if (at > end) return;
    if (at + ref.size > start) {
      const content = await reader.content(ref);
      yield content.subarray(Math.max(0, start - at), Math.min(ref.size, end + 1 - at));
    }
    at += ref.size;
  }
}

/** Gives each stream a reader of its own, which ends with it. */
function opener(
  sought: Sought,
  { index }: OpenListing,
  whole: {
    size: number;
    pieces: (reader: BlockReader, range: Range) => AsyncGenerator<Buffer>;
  },
): ArchiveBytes["open"] {
  const read = async function* (range: Range) {
    const reader = new BlockReader(sought.place, index);
    try {
      yield* whole.pieces(reader, range);
    } catch (error) {
      throw await asFound(error, sought);
    } finally {
      await reader.close();
    }
  };
  return (range = { start: 0, end: whole.size - 1 }) =>
    Readable.from(read(range), { objectMode: false, highWaterMark: pieceBytes });
}
