import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import { asDiskFailure } from "#lib/failures";
import { archivePath, binnedPath, isCode, ownerOf, temporaryOf, type VaultPlace } from "./place.ts";
import { syncFolder } from "./sync.ts";

/**
 * Removes an archive, listed or in the bin; one that is gone already is no error. Needs no space on the disk.
 *
 * @throws Failure `disk-read-only`, `disk-error`
 */
export async function removeArchive(place: VaultPlace, file: string): Promise<void> {
  // Where it is listed once more at the end: it may have been on its way while this went on.
  const listed = archivePath(place, file);
  for (const archive of [listed, binnedPath(place, file), listed]) {
    try {
      await rm(archive, { force: true });
      await syncFolder(path.dirname(archive));
    } catch (error) {
      if (!isCode(error, "ENOENT")) throw asDiskFailure(error, archive);
    }
  }
}

/**
 * Removes what runs that died left behind, and nothing else: a temporary file goes when its owner
 * is no longer alive; a file of another name is not ours to judge.
 *
 * @returns names of the files removed
 * @throws disk failures; a missing folder is no failure, since nothing is left behind in it
 */
export async function cleanLeftovers(
  place: VaultPlace,
  isAlive: (owner: string, term: number) => boolean,
): Promise<string[]> {
  const folder = temporaryOf(place);
  const removed: string[] = [];
  try {
    for (const name of await readdir(folder)) {
      const owner = ownerOf(name);
      if (owner === null || isAlive(owner.owner, owner.term)) continue;
      await rm(path.join(folder, name), { force: true });
      removed.push(name);
    }
  } catch (error) {
    if (!isCode(error, "ENOENT")) throw asDiskFailure(error, folder);
  }
  return removed;
}
