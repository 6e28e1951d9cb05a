import { open, statfs } from "node:fs/promises";
import path from "node:path";

/** Leaves `free` bytes on a folder's disk, to the block, however much there is; in one file. */
export async function fillDisk(folder: string, filler: string, free: number): Promise<void> {
  const handle = await open(path.join(folder, filler), "w");
  for (const size of [1_048_576, 65_536, 4_096]) {
    const block = Buffer.alloc(size, 1);
    while ((await freeBytes(folder)) >= free + size) await handle.write(block);
  }
  await handle.close();
}

async function freeBytes(folder: string): Promise<number> {
  const space = await statfs(folder);
  return space.bavail * space.bsize;
}
