import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import type { BlockRef } from "./blocks/block.ts";
import type { PackIndex } from "./blocks/pack-index.ts";
import { blocksOf, readPart } from "./listing/read-listing.ts";
import { refOf, type StoredEntry } from "./listing/stored-entry.ts";
import { type OpenListing, withManifest } from "./listing/with-manifest.ts";
import { isCode, packPath, type VaultPlace } from "./place.ts";
import type { Verification } from "./verify.ts";
import { Damage } from "./zip/damage.ts";

const readBytes = 1024 * 1024;

/**
 * Reads back what was written for an archive: its packs whole, each block of them unpacked, its
 * listing; and makes sure that everything the listing refers to is there in the form it knows.
 *
 * @throws Failure `verify-mismatch` that names the entry, `archive-missing`, disk failures
 */
export async function verifyListing(
  place: VaultPlace,
  { file, sha256, manifestSha256, readAll = false, signal, moved }: Verification,
): Promise<{ entries: number; bytes: number }> {
  return withManifest({ place, file, damaged: "verify-mismatch" }, async (open) => {
    if (open.sha256 !== sha256) {
      throw new Damage(null, `its SHA-256 is ${open.sha256}, and ${sha256} was written`);
    }
    const { json } = open.manifest.view;
    if (manifestSha256 && json.sha256 !== manifestSha256) {
      throw new Damage(null, `its listing is not the one that was written`);
    }
    for (const name of open.manifest.packs) {
      await readPack(packPath(place, name), name, () => {
        signal.throwIfAborted();
        moved({ entries: 0, bytes: 0 });
      });
    }
    const own = new Set(open.manifest.packs);
    const total = { entries: 0, bytes: 0 };
    for (const part of open.manifest.parts) {
      let entries = 0;
      let bytes = 0;
      for (const entry of await readPart(open.reader, part)) {
        signal.throwIfAborted();
        await checkEntry(open, entry, readAll ? null : own);
        entries += 1;
        bytes += entry.kind === "file" ? entry.size : 0;
      }
      if (entries !== part.entries) throw new Damage(null, "a part of its listing is incomplete");
      total.entries += entries;
      total.bytes += bytes;
      moved({ entries, bytes });
    }
    return total;
  });
}

/** A pack's bytes are those it is named after. @throws Damage; errors of the file system */
export async function readPack(
  path: string,
  name: string,
  took: (bytes: number) => void,
): Promise<void> {
  const hash = createHash("sha256");
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: readBytes })) {
      hash.update(chunk as Buffer);
      took((chunk as Buffer).length);
    }
  } catch (error) {
    if (isCode(error, "ENOENT")) throw new Damage(null, `pack ${name} is missing`);
    throw error;
  }
  if (hash.digest("hex") !== name) throw new Damage(null, `pack ${name} is damaged`);
}

/**
 * Every block of an entry is there; those in packs of `own` are unpacked and held against their
 * digests (`null`: all).
 */
async function checkEntry(
  { index, reader }: OpenListing,
  entry: StoredEntry,
  own: ReadonlySet<string> | null,
): Promise<void> {
  let bytes = 0;
  try {
    for (const ref of entry.held?.lists ? entry.held.blocks.map(refOf) : [])
      await reader.content(ref);
    for await (const ref of blocksOf(reader, entry)) {
      bytes += ref.size;
      if (own === null || own.has(placeOf(index, ref))) await reader.content(ref);
    }
  } catch (error) {
    if (error instanceof Damage) throw new Damage(entry.path, error.message, { cause: error });
    throw error;
  }
  if (entry.kind === "file" && bytes !== entry.size) {
    throw new Damage(entry.path, "its blocks are not as long as it is");
  }
}

/** The pack a block lies in, in the form that the listing knows. */
function placeOf(index: PackIndex, ref: BlockRef): string {
  const placed = index.find(ref.id);
  if (!placed) throw new Damage(null, `block ${ref.id} is missing`);
  if (placed.size !== ref.size || placed.packed !== ref.packed || placed.method !== ref.method) {
    throw new Damage(null, `block ${ref.id} is stored in another form`);
  }
  return placed.pack;
}
