import { access, mkdir, open, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { asDiskFailure, fail } from "#lib/failures";
import { fileMode, folderMode, isCode } from "./place.ts";
import { syncFolder } from "./sync.ts";

/**
 * Writes a whole temporary file and makes it survive a power cut.
 *
 * @throws disk failures
 */
export async function putTemporary(temporary: string, bytes: Buffer): Promise<void> {
  try {
    const handle = await open(temporary, "wx", fileMode);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw asDiskFailure(error, temporary);
  }
}

/**
 * The one step by which an archive comes to be: before it there is none, after it there is one that
 * survives a power cut. Never takes the place of another file.
 *
 * @throws disk failures
 */
export async function makeVisible(temporary: string, final: string): Promise<void> {
  try {
    await makeFolder(path.dirname(final));
    const inTheWay = await stat(final).catch(() => null);
    if (inTheWay) throw fail("disk-error", { path: final, detail: "a file of that name exists" });
    await rename(temporary, final);
    await syncFolder(path.dirname(final)).catch(async (error: unknown) => {
      await rm(final, { force: true }); // its caller will say that there is no archive
      throw error;
    });
  } catch (error) {
    throw asDiskFailure(error, final);
  }
}

/** Not with its parents: those would be made on the disk below when the vault's is unmounted. */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: folderMode });
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
    return;
  }
  await syncFolder(path.dirname(folder));
}

/** Whoever removed the file that shows who writes took the run over. @throws disk failures */
export async function stillWriting(temporary: string): Promise<void> {
  try {
    await access(temporary);
  } catch (error) {
    throw asDiskFailure(error, temporary);
  }
}
