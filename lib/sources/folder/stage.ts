import { createHash } from "node:crypto";
import { type FileHandle, mkdtemp, open, rm, statfs } from "node:fs/promises";
import path from "node:path";
import { chunksOf } from "../chunks.ts";
import { unlessAborted } from "../patience.ts";
import { readSteadily } from "./steady.ts";

interface Staging {
  scratch: string;
  signal: AbortSignal;
  moved: (bytes: number) => void;
  /** Larger files are not staged, … */
  stagedBytesMax: number;
}

/** … nor what would take more than this share of the free space beside Holdfast's own data. */
const freeShareMax = 0.5;

/** A copy that has no name any more: it is gone with its handle. */
export interface Staged {
  value: FileHandle;
  length: number;
  isSteady: boolean;
}

/**
 * Copies a file that somebody is writing into the scratch folder, so that it can be read once more
 * before anything is handed on; `null` when there is no room for it.
 */
export async function stage(handle: FileHandle, staging: Staging): Promise<Staged | null> {
  const { signal } = staging;
  const look = () => unlessAborted(signal, handle.stat({ bigint: true }));
  const copy = await openCopy(staging.scratch);
  if (!copy) return null;
  try {
    const staged = await readSteadily(look, async (size) => {
      if (size > staging.stagedBytesMax || !(await hasRoom(staging.scratch, size))) return null;
      return copyWhole(handle, copy, { ...staging, size });
    });
    if (!staged) await copy.close();
    return staged && { ...staged, value: copy };
  } catch (error) {
    await copy.close();
    if (error instanceof NoRoom) return null;
    throw error;
  }
}

async function openCopy(scratch: string): Promise<FileHandle | null> {
  try {
    const folder = await mkdtemp(path.join(scratch, "staged-"));
    const handle = await open(path.join(folder, "copy"), "wx+", 0o600);
    await rm(folder, { recursive: true });
    return handle;
  } catch {
    return null; // a copy only makes reading better: without one the file is read where it lies
  }
}

async function hasRoom(scratch: string, bytes: number): Promise<boolean> {
  const { bavail, bsize } = await statfs(scratch);
  return bytes <= bavail * bsize * freeShareMax;
}

class NoRoom extends Error {}

async function copyWhole(
  from: FileHandle,
  to: FileHandle,
  { size, signal, moved }: Staging & { size: number },
) {
  const hash = createHash("sha256");
  let length = 0;
  for await (const chunk of chunksOf(from, size, signal)) {
    hash.update(chunk);
    await write(to, chunk, length);
    length += chunk.length;
    moved(0); // counted once, when it is handed on
  }
  await to.truncate(length);
  const digest = hash.digest("hex");
  return { value: digest, length, isLike: (other: string) => other === digest };
}

async function write(to: FileHandle, chunk: Buffer, position: number): Promise<void> {
  try {
    const { bytesWritten } = await to.write(chunk, 0, chunk.length, position);
    if (bytesWritten === chunk.length) return;
  } catch (error) {
    throw new NoRoom("no room for a copy", { cause: error });
  }
  throw new NoRoom("no room for a copy");
}
