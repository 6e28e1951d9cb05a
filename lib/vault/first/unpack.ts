import { pipeline } from "node:stream/promises";
import { crc32, createInflateRaw, inflateRawSync } from "node:zlib";
import { Damage } from "../damage.ts";
import { methods } from "../zip/facts.ts";
import type { DirectoryRecord } from "./directory.ts";

/** Content up to this size is unpacked in one step, in about a millisecond. */
const stepBytesMax = 256 * 1024;

/**
 * Unpacks one entry and holds it against its directory record: method, size, CRC-32, and that
 * nothing is left over.
 *
 * @param packed the packed bytes, exactly `record.packedSize` of them
 * @param use gets the content, piece by piece
 * @throws Damage
 */
export async function unpack(
  record: DirectoryRecord,
  packed: AsyncIterable<Buffer>,
  use: (chunk: Buffer) => void,
): Promise<void> {
  let size = 0;
  let crc = 0;
  const take = (chunk: Buffer) => {
    size += chunk.length;
    if (size > record.size) throw new Damage(record.path, "its content is longer than it was");
    crc = crc32(chunk, crc);
    use(chunk);
  };
  if (record.method === methods.store) {
    for await (const chunk of packed) take(chunk);
  } else if (record.method !== methods.deflate) {
    throw new Damage(record.path, "it is packed in a way that this room never uses");
  } else if (record.size <= stepBytesMax && record.packedSize <= stepBytesMax) {
    take(await inflateAtOnce(record, packed));
  } else {
    await inflate(record, packed, take);
  }
  if (size !== record.size) throw new Damage(record.path, "its content is shorter than it was");
  if (crc !== record.crc) throw new Damage(record.path, "its CRC-32 is not the one it had");
}

async function inflateAtOnce(
  record: DirectoryRecord,
  packed: AsyncIterable<Buffer>,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of packed) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  try {
    const { buffer, engine } = inflateRawSync(bytes, {
      info: true,
      maxOutputLength: record.size + 1,
    }) as unknown as { buffer: Buffer; engine: { bytesWritten: number } };
    if (engine.bytesWritten !== bytes.length) throw leftOver(record);
    return buffer;
  } catch (error) {
    throw asDamage(error, record);
  }
}

async function inflate(
  record: DirectoryRecord,
  packed: AsyncIterable<Buffer>,
  take: (chunk: Buffer) => void,
): Promise<void> {
  const inflater = createInflateRaw({ chunkSize: 128 * 1024 });
  try {
    await pipeline(packed, inflater, async (content: AsyncIterable<Buffer>) => {
      for await (const chunk of content) take(chunk);
    });
  } catch (error) {
    throw asDamage(error, record);
  }
  if (inflater.bytesWritten !== record.packedSize) throw leftOver(record);
}

function leftOver(record: DirectoryRecord): Damage {
  return new Damage(record.path, "packed bytes are left over behind its content");
}

/** What zlib says as damage; anything else (a disk error, an abort) as it is. */
export function asDamage(error: unknown, record: DirectoryRecord): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (!code.startsWith("Z_") && code !== "ERR_BUFFER_TOO_LARGE") return error;
  return new Damage(record.path, `it cannot be unpacked (${code})`, { cause: error });
}
