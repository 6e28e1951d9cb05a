import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { Readable } from "node:stream";
import { archivePath, asReadFailure, type VaultPlace } from "./place.ts";

/** An archive's bytes as one ordinary ZIP. */
export interface ArchiveBytes {
  size: number;
  /**
   * Begins to read; the caller reads to the end or destroys the stream.
   *
   * @param range first and last byte, both included, within the size
   */
  open(range?: { start: number; end: number }): Readable;
}

/**
 * The bytes of an archive, to be sent or copied; nothing is held in memory.
 *
 * @throws Failure `archive-missing`, `vault-unavailable`, disk failures
 */
export async function readArchiveFile(place: VaultPlace, file: string): Promise<ArchiveBytes> {
  const path = archivePath(place, file);
  try {
    const { size } = await stat(path);
    return {
      size,
      open: (range) => createReadStream(path, { ...range, highWaterMark: 256 * 1024 }),
    };
  } catch (error) {
    throw await asReadFailure(error, place, file);
  }
}
