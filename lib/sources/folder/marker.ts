import { lstat } from "node:fs/promises";
import { openFile } from "./handle.ts";
import { below } from "./place.ts";

/** Whether a folder holds the file whose presence leaves it out. */
export async function isMarked(folder: Buffer, marker: string): Promise<boolean> {
  return lstat(below(folder, Buffer.from(marker))).then(
    () => true,
    () => false, // also where it cannot be looked up: reading the folder says so itself
  );
}

/** Whether a folder says that what it holds can be made again: https://bford.info/cachedir/ */
export async function isCache(folder: Buffer): Promise<boolean> {
  const tag = below(folder, Buffer.from("CACHEDIR.TAG"));
  try {
    if (!(await lstat(tag)).isFile()) return false;
    const handle = await openFile(tag);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(signature.length));
      return bytesRead === signature.length && buffer.equals(signature);
    } finally {
      await handle.close();
    }
  } catch {
    return false; // no tag, or none that can be read: the folder counts as an ordinary one
  }
}

const signature = Buffer.from("Signature: 8a477f597d28d172789f06886806bc55");
