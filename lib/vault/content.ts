import { createHash } from "node:crypto";
import type { Readable } from "node:stream";
import { promisify } from "node:util";
import { crc32, deflateRaw, deflateRawSync } from "node:zlib";
import { deflateLevel, type PackedBytes } from "./zip/output.ts";

const deflate = promisify(deflateRaw);

/** Content up to this size is packed in memory; of longer content this much decides how it is packed. */
export const headBytesMax = 1024 * 1024;

/**
 * Content up to this size is packed without leaving the thread: the way to another one and back
 * costs as much as packing 4 KiB, and 64 KiB hold this one up for about a millisecond.
 */
const atOnceBytesMax = 64 * 1024;

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
    if (next.done) return { bytes: whole(chunks), rest: null };
    chunks.push(next.value);
    length += next.value.length;
  }
  return { bytes: whole(chunks), rest: iterator };
}

/** Most files come in one piece, which need not be copied. */
function whole(chunks: Buffer[]): Buffer {
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}

/** Packs content that is in memory: as it is, or in whichever way is smaller. */
export async function pack(bytes: Buffer, how: "store" | "smaller"): Promise<PackedBytes> {
  const asItIs = { bytes, size: bytes.length, crc: crc32(bytes), deflated: false };
  if (how === "store" || bytes.length === 0) return asItIs;
  if (bytes.length > atOnceBytesMax && !isCompressible(bytes)) return asItIs;
  const options = { level: deflateLevel, chunkSize: Math.max(bytes.length, 1024) };
  const isSmall = bytes.length <= atOnceBytesMax;
  const packed = isSmall ? deflateRawSync(bytes, options) : await deflate(bytes, options);
  return saves(bytes, packed) ? { ...asItIs, bytes: packed, deflated: true } : asItIs;
}

/**
 * Whether deflate is worth a try: by the spread of byte values at the end of a head, beyond what
 * headers and thumbnails hold. Compressed and encrypted content uses all of them alike.
 */
export function isCompressible(head: Buffer): boolean {
  const sample = head.subarray(-sampleBytes);
  const counts = new Uint32Array(256);
  for (const byte of sample) counts[byte] = (counts[byte] ?? 0) + 1;
  let bits = 0;
  for (const count of counts) if (count > 0) bits -= count * Math.log2(count / sample.length);
  return bits < sample.length * incompressibleBits;
}

const sampleBytes = 64 * 1024;

/** Entropy of a byte from which on deflate finds nothing: JPEG and MP4 have 7.95 and more. */
const incompressibleBits = 7.9;

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
