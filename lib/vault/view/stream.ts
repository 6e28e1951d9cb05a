import { blockMethods, closingBytes } from "../blocks/block.ts";
import type { BlockReader } from "../blocks/block-reader.ts";
import { targetOf } from "../entry.ts";
import { sumOf } from "../listing/finish.ts";
import type { Manifest, Part } from "../listing/manifest-file.ts";
import { blocksOf, entriesWithin, readPart } from "../listing/read-listing.ts";
import type { StoredEntry } from "../listing/stored-entry.ts";
import { methods } from "../zip/facts.ts";
import {
  centralRecord,
  dataBytes,
  endRecords,
  localHeader,
  type Row,
  rowOf,
  rowOfJson,
} from "../zip/records.ts";
import { framed, framedBytes } from "./frame.ts";
import { jsonAfter, jsonBefore, jsonLines } from "./json.ts";

/** First and last byte, both included. */
export interface Range {
  start: number;
  end: number;
}

/**
 * The bytes of an archive as a ZIP, or a range of them: what lies before the range is skipped over
 * part by part, entry by entry and block by block without being read.
 *
 * @param within only entries whose path begins so, where the manifest was measured for them
 * @throws Damage; errors of the file system
 */
export async function* zipBytes(
  reader: BlockReader,
  manifest: Manifest,
  range: Range,
  within = "",
): AsyncGenerator<Buffer> {
  const cursor = new Cursor(range);
  const read = async (part: Part) => entriesWithin(await readPart(reader, part), within);
  const zip = { reader, manifest, cursor, read };
  yield* entriesData(zip);
  yield* jsonData(zip);
  yield* directory(zip);
}

interface Zip {
  reader: BlockReader;
  manifest: Manifest;
  cursor: Cursor;
  read: (part: Part) => Promise<StoredEntry[]>;
}

/** How far the ZIP has been laid out, and what of it is asked for. */
class Cursor {
  at = 0;
  readonly #range: Range;

  constructor(range: Range) {
    this.#range = range;
  }

  /** Whether nothing of the next bytes is asked for; they are passed then. */
  passes(bytes: number): boolean {
    const outside = this.at + bytes <= this.#range.start || this.at > this.#range.end;
    if (outside) this.at += bytes;
    return outside;
  }

  /** What of the next bytes is asked for. */
  *take(...parts: readonly Buffer[]): Generator<Buffer> {
    for (const bytes of parts) {
      const from = Math.max(0, this.#range.start - this.at);
      const to = Math.min(bytes.length, this.#range.end + 1 - this.at);
      this.at += bytes.length;
      if (from < to) yield bytes.subarray(from, to);
    }
  }
}

async function* entriesData({ reader, manifest, cursor, read }: Zip): AsyncGenerator<Buffer> {
  for (const part of manifest.parts) {
    if (cursor.passes(part.data)) continue;
    for (const entry of await read(part)) {
      const row = rowOf(entry);
      if (cursor.passes(dataBytes(row))) continue;
      yield* cursor.take(localHeader(row));
      if (entry.kind === "link") yield* cursor.take(targetOf(entry));
      else yield* contentData(reader, entry, cursor);
    }
  }
}

/** A file's content as the ZIP holds it. */
async function* contentData(
  reader: BlockReader,
  entry: StoredEntry,
  cursor: Cursor,
): AsyncGenerator<Buffer> {
  const isDeflated = entry.held?.method === methods.deflate;
  for await (const ref of blocksOf(reader, entry)) {
    if (cursor.passes(isDeflated ? framedBytes(ref) : ref.packed)) continue;
    const packed = await reader.packed(ref);
    const isFramed = isDeflated && ref.method === blockMethods.stored;
    yield* isFramed ? cursor.take(...framed(packed)) : cursor.take(packed);
  }
  if (isDeflated) yield* cursor.take(closingBytes);
}

async function* jsonData({ manifest, cursor, read }: Zip): AsyncGenerator<Buffer> {
  const { parts } = manifest;
  yield* cursor.take(localHeader(rowOfJson(manifest)), Buffer.from(jsonBefore(manifest)));
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1;
    if (cursor.passes(part.text - (isLast ? 1 : 0))) continue;
    yield* cursor.take(Buffer.from(jsonLines(await read(part), isLast)));
  }
  yield* cursor.take(Buffer.from(jsonAfter(manifest)));
}

async function* directory({ manifest, cursor, read }: Zip): AsyncGenerator<Buffer> {
  const offset = cursor.at;
  let at = 0;
  for (const part of manifest.parts) {
    if (cursor.passes(part.directory)) {
      at += part.data;
      continue;
    }
    const records: Buffer[] = [];
    for (const row of (await read(part)).map(rowOf)) {
      records.push(centralRecord(row, at));
      at += dataBytes(row);
    }
    yield* cursor.take(Buffer.concat(records));
  }
  const json: Row = rowOfJson(manifest);
  yield* cursor.take(centralRecord(json, at));
  const bytes = cursor.at - offset;
  const entries = sumOf(manifest.parts, "entries") + 1;
  yield* cursor.take(endRecords({ entries, bytes, offset }));
}
