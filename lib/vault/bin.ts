import { readdir, rename, stat } from "node:fs/promises";
import path from "node:path";
import { asDiskFailure } from "#lib/failures";
import { checkVault } from "./begin.ts";
import {
  archivePath,
  archivesName,
  asReadFailure,
  binnedPath,
  binOf,
  isCode,
  type VaultPlace,
} from "./place.ts";
import { syncFolder } from "./sync.ts";
import { makeFolder } from "./temporary.ts";

/**
 * Moves an archive into the vault's bin, where it is no longer listed and all that it needs stays.
 * One step, which survives a power cut once this has returned; one that lies there already is no
 * error, nor one that is gone. Its name among all other functions stays the same.
 *
 * @throws Failure as `checkVault`; disk failures
 */
export async function binArchive(place: VaultPlace, file: string): Promise<void> {
  await move(place, archivePath(place, file), binnedPath(place, file));
}

/** Moves an archive out of the bin to where it lay. @throws as `binArchive` */
export async function unbinArchive(place: VaultPlace, file: string): Promise<void> {
  await move(place, binnedPath(place, file), archivePath(place, file));
}

/** Names of the archives that lie in the bin, in order. @throws disk failures */
export async function listBinned(place: VaultPlace): Promise<string[]> {
  const files: string[] = [];
  try {
    for (const plan of await readdir(binOf(place)).catch(unlessMissing)) {
      const names = await readdir(path.join(binOf(place), plan)).catch(unlessMissing);
      files.push(...names.map((name) => `${archivesName}/${plan}/${name}`));
    }
  } catch (error) {
    throw asDiskFailure(error, binOf(place));
  }
  return files.sort();
}

/**
 * Whether the file of an archive is there, listed or in the bin.
 *
 * @throws Failure `archive-missing`, `vault-unavailable`, disk failures
 */
export async function mustBeThere(place: VaultPlace, file: string): Promise<void> {
  try {
    await whereItLies(place, file, stat);
  } catch (error) {
    throw await asReadFailure(error, place, file);
  }
}

/**
 * Reads the file of an archive where it lies: among the others or in the bin. It may be moved while
 * this looks, so it is looked for in the first place once more.
 */
export async function whereItLies<T>(
  place: VaultPlace,
  file: string,
  read: (path: string) => Promise<T>,
): Promise<T> {
  for (const at of [archivePath(place, file), binnedPath(place, file)]) {
    try {
      return await read(at);
    } catch (error) {
      if (!isCode(error, "ENOENT", "ENOTDIR")) throw error;
    }
  }
  return read(archivePath(place, file));
}

async function move(place: VaultPlace, from: string, to: string): Promise<void> {
  await checkVault(place);
  try {
    await makeFolder(path.dirname(path.dirname(to)));
    await makeFolder(path.dirname(to));
    await rename(from, to);
    // The new name first: a power cut in between shows it twice at worst, and never nowhere.
    await syncFolder(path.dirname(to));
    await syncFolder(path.dirname(from));
  } catch (error) {
    if (!isCode(error, "ENOENT")) throw asDiskFailure(error, to);
  }
}

function unlessMissing(error: unknown): string[] {
  if (isCode(error, "ENOENT", "ENOTDIR")) return [];
  throw error;
}
