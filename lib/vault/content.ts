import { createHash } from "node:crypto";
import type { Readable } from "node:stream";
import { promisify } from "node:util";
import { crc32, deflateRaw } from "node:zlib";
import { deflateLevel, type PackedBytes } from "./zip/output.ts";

const deflate = promisify(deflateRaw);

/** Content up to this size is packed in memory; of longer content this much decides how it is packed. */
export const headBytesMax = 1024 * 1024;

/** Deflate is worth its time when it saves at least this share. */
const worthwhileSaving = 0.05;

/** What reading a source threw, told apart from what the vault itself throws. */
export class SourceError extends Error {
  constructor(cause: unknown) {
    super("A source could not be read.", { cause });
  }
}

/** As much of a stream as fits in the head, and the rest of it. */
export interface Head {
  bytes: Buffer;
  /** The remaining chunks; `null` when `bytes` is everything. */
  rest: AsyncIterator<Buffer> | null;
}

/** Reads the beginning of a stream. */
export async function readHead(stream: Readable): Promise<Head> {
  const chunks: Buffer[] = [];
  let length = 0;
  const iterator: AsyncIterator<Buffer> = stream[Symbol.asyncIterator]();
  while (length < headBytesMax) {
    const next = await orSourceError(iterator.next());
    if (next.done) return { bytes: Buffer.concat(chunks), rest: null };
    chunks.push(next.value);
    length += next.value.length;
  }
  return { bytes: Buffer.concat(chunks), rest: iterator };
}

/** Packs content that is in memory: as it is, or in whichever way is smaller. */
export async function pack(bytes: Buffer, how: "store" | "smaller"): Promise<PackedBytes> {
  const facts = { size: bytes.length, crc: crc32(bytes) };
  if (how === "store" || bytes.length === 0) return { ...facts, bytes, deflated: false };
  const packed = await deflate(bytes, { level: deflateLevel });
  return saves(bytes, packed)
    ? { ...facts, bytes: packed, deflated: true }
    : { ...facts, bytes, deflated: false };
}

/** Whether the end of a head, beyond what headers and thumbnails hold, says that deflate pays. */
export async function isCompressible(head: Buffer): Promise<boolean> {
  const sample = head.subarray(-sampleBytes);
  return saves(sample, await deflate(sample, { level: 1 }));
}

const sampleBytes = 256 * 1024;

function saves(bytes: Buffer, packed: Buffer): boolean {
  return packed.length < bytes.length * (1 - worthwhileSaving);
}

/** Head and rest as one stream, measured while it is read. */
export function measured(head: Head): {
  chunks: AsyncGenerator<Buffer>;
  /** Once, after the end: bytes read and their SHA-256. */
  seen: () => { bytes: number; sha256: string };
} {
  const hash = createHash("sha256");
  let bytes = 0;
  const chunks = async function* () {
    hash.update(head.bytes);
    bytes += head.bytes.length;
    yield head.bytes;
    while (head.rest) {
      const next = await orSourceError(head.rest.next());
      if (next.done) return;
      hash.update(next.value);
      bytes += next.value.length;
      yield next.value;
    }
  };
  return { chunks: chunks(), seen: () => ({ bytes, sha256: hash.digest("hex") }) };
}

async function orSourceError<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    throw new SourceError(error);
  }
}

/** SHA-256 of bytes in memory, hexadecimal. */
export function sha256Of(bytes: Buffer | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}
