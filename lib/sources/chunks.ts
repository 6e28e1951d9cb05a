import type { FileHandle } from "node:fs/promises";
import { unlessAborted } from "#lib/failures";

/** As much of a file is read at once: most files whole, into one piece of memory. */
export const chunkBytes = 1024 * 1024;

/** What small files are read into, one behind the other: memory of its own for each costs more than reading. */
let slab = Buffer.alloc(0);
const slabBytes = 1024 * 1024;

/** Room for a chunk, which whoever gets it may keep. */
function roomFor(bytes: number): Buffer {
  if (bytes > slabBytes / 8) return Buffer.allocUnsafeSlow(bytes);
  if (slab.length < bytes) slab = Buffer.allocUnsafeSlow(slabBytes);
  const room = slab.subarray(0, bytes);
  slab = slab.subarray(bytes);
  return room;
}

/** Reads up to `size` bytes in chunks, fewer where the file ends before. */
export async function* chunksOf(
  handle: FileHandle,
  size: number,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  for (let at = 0; at < size; ) {
    const buffer = roomFor(Math.min(chunkBytes, size - at));
    const reading = handle.read(buffer, 0, buffer.length, at);
    const { bytesRead } = await unlessAborted(signal, reading);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}
