import { type FileHandle, open } from "node:fs/promises";
import { whereItLies } from "../bin.ts";
import { Damage } from "../damage.ts";
import { asFound, type Sought } from "../found.ts";
import { manifestName } from "../manifest.ts";
import { type Directory, type DirectoryRecord, readDirectory } from "./directory.ts";

/** An archive of the first version, which is a ZIP file, open for reading. */
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
  archive: Sought,
  work: (open: OpenArchive) => Promise<T>,
): Promise<T> {
  const { place, file } = archive;
  let handle: FileHandle | null = null;
  try {
    handle = await whereItLies(place, file, (path) => open(path, "r"));
    const { size } = await handle.stat();
    const directory = await readDirectory(handle, size);
    const manifest = directory.records.at(-1);
    if (manifest?.path !== manifestName || manifest.kind !== "file") {
      throw new Damage(manifestName, "it is not the last entry");
    }
    return await work({ ...directory, handle, bytes: size, manifest });
  } catch (error) {
    throw await asFound(error, archive);
  } finally {
    handle?.close().catch(() => {}); // a read from a dead disk may still be under way
  }
}
