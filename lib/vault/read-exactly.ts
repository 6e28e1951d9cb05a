import type { FileHandle } from "node:fs/promises";
import { Damage } from "./damage.ts";

/** So many bytes of a file from a place on. @throws Damage when the file ends before */
export async function readExactly(
  handle: FileHandle,
  span: { at: number; bytes: number },
): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(span.bytes);
  let read = 0;
  while (read < span.bytes) {
    const part = await handle.read(buffer, read, span.bytes - read, span.at + read);
    if (part.bytesRead === 0) throw new Damage(null, "the file is cut short");
    read += part.bytesRead;
  }
  return buffer;
}
