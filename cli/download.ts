import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, open, rename, stat } from "node:fs/promises";
import path from "node:path";
import { asDiskFailure } from "#lib/failures";
import type { Download } from "#lib/runs";

/** Where a copy and its unfinished part are. */
export interface Place {
  file: string;
  part: string;
  moved(progress: { done: number; total: number }): void;
}

/** The unfinished copy carries the archive's mark: another archive never continues it. */
export function partOf(file: string, mark: string): string {
  return `${file}.${mark.slice(0, 12)}.part`;
}

/**
 * Copies an archive to a file and puts it under its name only when it is whole. What is there of an
 * earlier try is held against the archive and written anew from where it differs.
 *
 * @returns SHA-256 of the copy, hexadecimal
 * @throws Failure `archive-damaged`; disk failures
 */
export async function fetchTo(download: Download, place: Place): Promise<string> {
  try {
    const handle = await open(place.part, constants.O_RDWR | constants.O_CREAT, 0o600);
    let sha256: string;
    try {
      sha256 = await copy(download, handle, place);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(place.part, place.file);
    await syncFolderOf(place.file);
    return sha256;
  } catch (error) {
    throw asDiskFailure(error, place.file);
  }
}

async function copy(download: Download, handle: FileHandle, { moved }: Place): Promise<string> {
  const hash = createHash("sha256");
  let { size: known } = await handle.stat();
  let done = 0;
  for await (const piece of download.open()) {
    const chunk = piece as Buffer;
    hash.update(chunk);
    // What was there may not have been what it seemed: from here on all of it is copied anew.
    if (done < known && !(await stands(handle, chunk.subarray(0, known - done), done)))
      known = done;
    if (done + chunk.length > known) await writeAt(handle, chunk, done);
    done += chunk.length;
    moved({ done, total: download.size });
  }
  await handle.truncate(done);
  return hash.digest("hex");
}

async function stands(handle: FileHandle, wanted: Buffer, at: number): Promise<boolean> {
  const found = Buffer.alloc(wanted.length);
  const { bytesRead } = await handle.read(found, 0, wanted.length, at);
  return bytesRead === wanted.length && found.equals(wanted);
}

async function writeAt(handle: FileHandle, bytes: Buffer, at: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const left = bytes.length - written;
    written += (await handle.write(bytes, written, left, at + written)).bytesWritten;
  }
}

async function syncFolderOf(file: string): Promise<void> {
  const handle = await open(path.dirname(file), "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export async function isThere(file: string): Promise<boolean> {
  return (await stat(file).catch(() => null)) !== null;
}

export async function isFolder(file: string): Promise<boolean> {
  return (await stat(file).catch(() => null))?.isDirectory() ?? false;
}
