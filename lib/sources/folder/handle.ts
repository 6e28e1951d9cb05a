import { constants, type Dir } from "node:fs";
import { type FileHandle, open, opendir, readlink, realpath } from "node:fs/promises";
import { errorCode } from "../words.ts";

const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK, O_DIRECTORY } = constants;
/** Reading is no use: where the system allows it, access times stay as they were. */
const O_NOATIME = constants.O_NOATIME ?? 0;

/** A link is not followed, a FIFO that took a file's place a moment ago is not waited for. */
export const readingFlags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOATIME;

/** As many names are fetched from a folder at once. */
const namesFetched = 1_024;

/**
 * Opens a file for reading without following a link and without waiting: a FIFO that took its place
 * a moment ago would block for ever.
 */
export async function openFile(path: Buffer): Promise<FileHandle> {
  try {
    return await open(path, readingFlags);
  } catch (error) {
    if (errorCode(error) === "EPERM") return open(path, readingFlags & ~O_NOATIME); // another's file
    // A program holds a lease on the file, and gives it back when somebody waits.
    if (errorCode(error) === "EAGAIN") return open(path, O_RDONLY | O_NOFOLLOW);
    throw error;
  }
}

/** Opens a folder to list it, without following a link; names come as bytes. */
export async function openFolder(path: Buffer, root: Buffer): Promise<Dir> {
  const handle = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_DIRECTORY);
  try {
    if (!(await leadsInside(handle, { path, root }))) throw new LeadsOutside();
    return await opendir(throughHandle(handle) ?? path, {
      // @types/node does not know that folders can be listed as bytes.
      encoding: "buffer" as BufferEncoding,
      bufferSize: namesFetched,
    });
  } finally {
    await handle.close();
  }
}

/** A folder above was replaced by a link that leads out of the source. */
export class LeadsOutside extends Error {}

/** Whether what was opened really lies below the source's folder, whatever its path says by now. */
export async function leadsInside(
  handle: FileHandle,
  { path, root }: { path: Buffer; root: Buffer },
): Promise<boolean> {
  const link = throughHandle(handle);
  const real = link
    ? await readlink(link, { encoding: "buffer" }).catch(() => path) // a system without /proc
    : await realpath(path, { encoding: "buffer" }).catch(() => path); // removed since: it was opened
  return isBelow(root, real);
}

/** Whether a real path is the source's folder or lies in it. */
export function isBelow(root: Buffer, real: Buffer): boolean {
  if (!real.subarray(0, root.length).equals(root)) return false;
  return real.length === root.length || root.length === 1 || real[root.length] === slashByte;
}

const slashByte = 0x2f;

/** On Linux, a path that means exactly what was opened. */
function throughHandle(handle: FileHandle): string | null {
  return process.platform === "linux" ? `/proc/self/fd/${handle.fd}` : null;
}
