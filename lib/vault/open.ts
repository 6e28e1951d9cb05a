import { type FileHandle, open } from "node:fs/promises";
import { type Failure, fail } from "#lib/failures";
import { manifestName } from "./manifest.ts";
import { archivePath, asReadFailure, type VaultPlace } from "./place.ts";
import { Damage } from "./zip/damage.ts";
import { type Directory, type DirectoryRecord, readDirectory } from "./zip/directory.ts";

/** An archive open for reading. */
export interface OpenArchive extends Directory {
  handle: FileHandle;
  bytes: number;
  /** The directory's record of the manifest, which is its last. */
  manifest: DirectoryRecord;
}

/**
 * Opens an archive for `work` and closes it afterwards.
 *
 * @param damaged names the failure that damage is to the caller
 * @throws Failure `archive-missing`, `vault-unavailable`, disk failures, and what `damaged` gives
 */
export async function withArchive<T>(
  archive: { place: VaultPlace; file: string; damaged: "archive-damaged" | "verify-mismatch" },
  work: (open: OpenArchive) => Promise<T>,
): Promise<T> {
  const { place, file } = archive;
  let handle: FileHandle | null = null;
  try {
    handle = await open(archivePath(place, file), "r");
    const { size } = await handle.stat();
    const directory = await readDirectory(handle, size);
    const manifest = directory.records.at(-1);
    if (manifest?.path !== manifestName || manifest.kind !== "file") {
      throw new Damage(manifestName, "it is not the last entry");
    }
    return await work({ ...directory, handle, bytes: size, manifest });
  } catch (error) {
    if (error instanceof Damage) throw asFound(error, archive);
    if (isSystemError(error)) throw await asReadFailure(error, place, file);
    throw error;
  } finally {
    handle?.close().catch(() => {}); // a read from a dead disk may still be under way
  }
}

function asFound(
  damage: Damage,
  archive: { file: string; damaged: "archive-damaged" | "verify-mismatch" },
): Failure {
  if (archive.damaged === "verify-mismatch") {
    const facts = { path: damage.entry ?? archive.file, detail: damage.message };
    return fail("verify-mismatch", facts, { cause: damage });
  }
  const detail = damage.entry === null ? damage.message : `${damage.entry}: ${damage.message}`;
  return fail("archive-damaged", { path: archive.file, detail }, { cause: damage });
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && "syscall" in error;
}
