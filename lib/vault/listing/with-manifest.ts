import { BlockReader } from "../blocks/block-reader.ts";
import { PackIndex } from "../blocks/pack-index.ts";
import { asFound, type Sought } from "../found.ts";
import { type Manifest, readManifest } from "./manifest-file.ts";

/** An archive of the second version, open for reading. */
export interface OpenListing {
  manifest: Manifest;
  /** SHA-256 of the manifest's file. */
  sha256: string;
  index: PackIndex;
  reader: BlockReader;
}

/** Whether an archive is a manifest over blocks; those of the first version are ZIP files. */
export function isListing(file: string): boolean {
  return file.endsWith(".holdfast");
}

/**
 * Opens an archive for `work` and closes it afterwards.
 *
 * @throws Failure `archive-missing`, `vault-unavailable`, disk failures, and what damage is here
 */
export async function withManifest<T>(
  archive: Sought,
  work: (open: OpenListing) => Promise<T>,
): Promise<T> {
  const { place, file } = archive;
  let reader: BlockReader | null = null;
  try {
    const { manifest, sha256 } = await readManifest(place, file);
    const index = await PackIndex.of(place);
    reader = new BlockReader(place, index);
    return await work({ manifest, sha256, index, reader });
  } catch (error) {
    throw await asFound(error, archive);
  } finally {
    reader?.close().catch(() => {}); // a read from a dead disk may still be under way
  }
}
