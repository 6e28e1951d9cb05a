import type { FileHandle } from "node:fs/promises";
import { unlessAborted } from "#lib/failures";

/** As much of a file is read at once. */
export const chunkBytes = 256 * 1024;

/** Reads up to `size` bytes in chunks, fewer where the file ends before. */
export async function* chunksOf(
  handle: FileHandle,
  size: number,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  for (let at = 0; at < size; ) {
    const buffer = Buffer.allocUnsafe(Math.min(chunkBytes, size - at));
    const reading = handle.read(buffer, 0, buffer.length, at);
    const { bytesRead } = await unlessAborted(signal, reading);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}
