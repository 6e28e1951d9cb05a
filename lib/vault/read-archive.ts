import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { whereItLies } from "./bin.ts";
import { BlockReader } from "./blocks/block-reader.ts";
import { PackIndex } from "./blocks/pack-index.ts";
import { asFound, type Sought } from "./found.ts";
import { readManifest } from "./listing/manifest-file.ts";
import { isListing } from "./listing/with-manifest.ts";
import type { VaultPlace } from "./place.ts";
import { type Range, zipBytes } from "./view/stream.ts";

/** An archive's bytes as one ordinary ZIP. */
export interface ArchiveBytes {
  size: number;
  /**
   * Begins to read; the caller reads to the end or destroys the stream.
   *
   * @param range first and last byte, both included, within the size
   */
  open(range?: Range): Readable;
}

/**
 * The bytes of an archive, to be sent or copied; nothing is held in memory. Each block is held
 * against its checksum on the way: damage breaks the stream off, it is never given out.
 *
 * @throws Failure `archive-missing`, `archive-damaged`, `vault-unavailable`, disk failures
 */
export async function readArchiveFile(place: VaultPlace, file: string): Promise<ArchiveBytes> {
  const sought: Sought = { place, file, damaged: "archive-damaged" };
  try {
    return isListing(file) ? await viewOf(sought) : await fileOf(sought);
  } catch (error) {
    throw await asFound(error, sought);
  }
}

/** An archive of the first version is the ZIP itself. */
async function fileOf({ place, file }: Sought): Promise<ArchiveBytes> {
  const look = async (path: string) => ({ path, size: (await stat(path)).size });
  const { path, size } = await whereItLies(place, file, look);
  return {
    size,
    open: (range) => createReadStream(path, { ...range, highWaterMark: 256 * 1024 }),
  };
}

async function viewOf(sought: Sought): Promise<ArchiveBytes> {
  const { place, file } = sought;
  const { manifest } = await readManifest(place, file);
  const index = await PackIndex.of(place);
  const size = manifest.view.bytes;
  const pieces = async function* (range: Range) {
    const reader = new BlockReader(place, index);
    try {
      yield* zipBytes(reader, manifest, range);
    } catch (error) {
      throw await asFound(error, sought);
    } finally {
      await reader.close();
    }
  };
  return {
    size,
    open: (range = { start: 0, end: size - 1 }) =>
      Readable.from(pieces(range), { objectMode: false, highWaterMark: 1024 * 1024 }),
  };
}
