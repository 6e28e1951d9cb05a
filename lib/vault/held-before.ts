import { isFailure } from "#lib/failures";
import { findEntry } from "./listing/find-entry.ts";
import { isListing, withManifest } from "./listing/with-manifest.ts";
import type { VaultPlace } from "./place.ts";

/**
 * Bytes of what an archive holds at a path, where it was kept under this mark; `null`: nothing, or the archive
 * cannot be read.
 *
 * @throws Failure `vault-unavailable`, disk failures
 */
export async function heldBefore(
  place: VaultPlace,
  file: string,
  { path, mark }: { path: string; mark: string },
): Promise<{ bytes: number } | null> {
  if (!isListing(file)) return null;
  try {
    return await withManifest({ place, file, damaged: "archive-damaged" }, async (open) => {
      const entry = await findEntry(open, path);
      return entry?.held?.mark === mark ? { bytes: entry.size } : null;
    });
  } catch (error) {
    if (isFailure(error, "archive-damaged") || isFailure(error, "archive-missing")) return null;
    throw error;
  }
}
