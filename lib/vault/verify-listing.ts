import { readPack } from "./blocks/read-pack.ts";
import { Damage } from "./damage.ts";
import { checkEntry } from "./listing/check-entry.ts";
import { readPart } from "./listing/read-listing.ts";
import { withManifest } from "./listing/with-manifest.ts";
import { packPath, type VaultPlace } from "./place.ts";
import { threadsMax } from "./threads/pool.ts";
import type { Verification } from "./verify.ts";

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
    const there = open.manifest.packs.filter((name) => open.index.has(name));
    await readPacks(place, there, () => {
      signal.throwIfAborted();
      moved({ entries: 0, bytes: 0 });
    });
    // What pruning laid elsewhere since is read block by block, and found missing where it is.
    const isMoved = there.length < open.manifest.packs.length;
    const readsBlocks = readAll || isMoved;
    const total = { entries: 0, bytes: 0 };
    for (const part of open.manifest.parts) {
      let entries = 0;
      let bytes = 0;
      for (const entry of await readPart(open.reader, part)) {
        signal.throwIfAborted();
        await checkEntry(open, entry, readsBlocks);
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

/** Reads packs whole, as many at once as there are threads. @throws Damage; errors of the file system */
async function readPacks(
  place: VaultPlace,
  names: readonly string[],
  took: () => void,
): Promise<void> {
  const left = names.values();
  const lane = async () => {
    for (const name of left) {
      await readPack(packPath(place, name), name);
      took();
    }
  };
  await Promise.all(Array.from({ length: threadsMax }, lane));
}
