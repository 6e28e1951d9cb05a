import { createHash, type Hash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { open, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { asDiskFailure, fail } from "#lib/failures";
import type { Download } from "#lib/runs";

/** Where a copy and its unfinished part are. */
export interface Place {
  file: string;
  part: string;
  /** Of the whole archive, hexadecimal. */
  sha256: string;
  moved(progress: { done: number; total: number }): void;
}

/** The unfinished copy carries the archive's digest: another archive never continues it. */
export function partOf(file: string, sha256: string): string {
  return `${file}.${sha256.slice(0, 12)}.part`;
}

/**
 * Copies an archive to a file: continues what is there, checks the digest of the whole, and puts it
 * under its name only then.
 *
 * @throws Failure `archive-damaged` when the digest differs; disk failures
 */
export async function fetchTo(download: Download, place: Place): Promise<void> {
  try {
    const begun = await stat(place.part).catch(() => null);
    let digest = await copyFrom(begun?.size ?? 0, download, place);
    // What was there may not have been what it seemed: then all of it is copied anew.
    if (digest !== place.sha256 && begun) digest = await copyFrom(0, download, place);
    if (digest !== place.sha256) {
      await rm(place.part, { force: true });
      const detail = "its SHA-256 is not the one that was recorded";
      throw fail("archive-damaged", { path: download.name, detail });
    }
    await sync(place.part);
    await rename(place.part, place.file);
    await sync(path.dirname(place.file));
  } catch (error) {
    throw asDiskFailure(error, place.file);
  }
}

/** Copies from a place in the archive to its end; gives the digest of the whole file. */
async function copyFrom(given: number, download: Download, place: Place): Promise<string> {
  const start = given <= download.size ? given : 0;
  const hash = createHash("sha256");
  if (start > 0) await pipeline(createReadStream(place.part, { end: start - 1 }), hashing(hash));
  let done = start;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      hash.update(chunk);
      done += chunk.length;
      place.moved({ done, total: download.size });
      next(null, chunk);
    },
  });
  if (start < download.size) {
    const target = createWriteStream(place.part, { flags: start > 0 ? "a" : "w", mode: 0o600 });
    await pipeline(download.open({ start, end: download.size - 1 }), count, target);
  }
  return hash.digest("hex");
}

function hashing(hash: Hash): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, next) {
      hash.update(chunk);
      next();
    },
  });
}

async function sync(file: string): Promise<void> {
  const handle = await open(file, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export async function isThere(file: string): Promise<boolean> {
  return (await stat(file).catch(() => null)) !== null;
}
