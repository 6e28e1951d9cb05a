import type { Dirent } from "node:fs";
import { lstat, opendir, statfs } from "node:fs/promises";
import path from "node:path";
import { asDiskFailure } from "#lib/failures";
import {
  archivesOf,
  binName,
  binOf,
  isCode,
  packsName,
  packsOf,
  type VaultPlace,
} from "./place.ts";

/** What the vault takes and what its disk has left, in bytes. */
export interface VaultSpace {
  /** Size of all archives: their manifests and the blocks they share. */
  archiveBytes: number;
  /** What this user may still write. */
  freeBytes: number;
  totalBytes: number;
}

/** @throws disk failures; a vault that is not there is one, never an empty vault */
export async function vaultSpace(place: VaultPlace): Promise<VaultSpace> {
  try {
    const disk = await statfs(place.folder);
    return {
      archiveBytes: await sizesOf([archivesOf(place), binOf(place), packsOf(place)]),
      freeBytes: disk.bavail * disk.bsize,
      totalBytes: disk.blocks * disk.bsize,
    };
  } catch (error) {
    throw asDiskFailure(error, place.folder);
  }
}

async function sizesOf(folders: readonly string[]): Promise<number> {
  let bytes = 0;
  for (const folder of folders) bytes += await sizeOf(folder);
  return bytes;
}

async function sizeOf(folder: string): Promise<number> {
  let bytes = 0;
  for await (const item of await opened(folder)) {
    if (!item.isFile()) continue;
    // An archive may be let go while this goes on.
    const stats = await lstat(path.join(item.parentPath, item.name)).catch((error: unknown) => {
      if (isCode(error, "ENOENT")) return null;
      throw error;
    });
    bytes += stats?.size ?? 0;
  }
  return bytes;
}

/** A vault that holds no block yet has no folder for them; nor is there one for an empty bin. */
async function opened(folder: string): Promise<AsyncIterable<Dirent>> {
  try {
    return await opendir(folder, { recursive: true });
  } catch (error) {
    if (isCode(error, "ENOENT") && [packsName, binName].includes(path.basename(folder)))
      return none();
    throw error;
  }
}

async function* none(): AsyncGenerator<Dirent> {}
