import { createHash } from "node:crypto";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import path from "node:path";
import { asDiskFailure } from "#lib/failures";
import { fileMode, packPath, type VaultPlace } from "../place.ts";
import { syncFolder } from "../sync.ts";
import { makeFolder } from "../temporary.ts";

/**
 * Writes a pack under a temporary name and gives it the name of its bytes; then it survives a power
 * cut.
 *
 * @throws disk failures
 */
export async function putPack(
  place: VaultPlace,
  draft: string,
  buffers: readonly Buffer[],
): Promise<{ name: string; bytes: number }> {
  const hash = createHash("sha256");
  let bytes = 0;
  for (const part of buffers) {
    hash.update(part);
    bytes += part.length;
  }
  const name = hash.digest("hex");
  const final = packPath(place, name);
  try {
    await makeFolder(path.dirname(final)); // not `packs` itself: without it the disk is not there
    const handle = await open(draft, "wx", fileMode);
    try {
      await writeAll(handle, buffers);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, final); // what lies there under this name is the same, or damaged
    await syncFolder(path.dirname(final));
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {});
    throw asDiskFailure(error, final);
  }
  return { name, bytes };
}

/** A disk that fills takes a part first, and says why with the next write. */
async function writeAll(handle: FileHandle, buffers: readonly Buffer[]): Promise<void> {
  let left = [...buffers];
  while (left.length > 0) {
    const batch = left.slice(0, 512);
    let { bytesWritten } = await handle.writev(batch);
    let taken = 0;
    while (taken < batch.length && bytesWritten >= (batch[taken]?.length ?? 0)) {
      bytesWritten -= batch[taken]?.length ?? 0;
      taken += 1;
    }
    left = left.slice(taken);
    const [partly] = left;
    if (partly && bytesWritten > 0) left[0] = partly.subarray(bytesWritten);
  }
}
