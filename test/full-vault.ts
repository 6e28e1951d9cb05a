/**
 * Run as a process of its own, in a mount namespace of its own: `node test/full-vault.ts FOLDER
 * FREE…`. FOLDER is a small file system. For each number of free bytes it fills the disk up to
 * there, writes an archive into the vault, reads back those before it, removes one on the full disk
 * and writes once more, and prints what came of it as one JSON line.
 */

import { randomBytes } from "node:crypto";
import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import type { Entry } from "#lib/entries";
import { isFailure } from "#lib/failures";
import {
  beginArchive,
  beginVault,
  type KeptArchive,
  pruneVault,
  removeArchive,
  type VaultPlace,
  verifyArchive,
} from "#lib/vault";
import { archiveOrder, fileEntry, pass, source, tail } from "./entries.ts";
import { fillDisk } from "./fill-disk.ts";

const [disk = "", ...frees] = process.argv.slice(2);
const place: VaultPlace = { folder: path.join(disk, "vault") };

await beginVault(place);
let kept = [await write([fileEntry("media/photos/a", "the first")])];

for (const free of frees) {
  const victim = await write([fileEntry("media/photos/victim", randomBytes(1_200_000))]);
  kept.push(victim);
  await fillDisk(disk, "filler", Number(free));
  const cause = await tryToWrite();
  const left = (await readdir(path.join(place.folder, "tmp"))).length;
  for (const archive of kept) await readBack(archive);
  const whole = kept.length;
  const listed = (await readdir(path.join(place.folder, "archives/plan-1"))).length;
  await removeArchive(place, victim.file);
  await prune();
  kept = kept.filter((archive) => archive !== victim);
  const next = await write([fileEntry("media/photos/small", randomBytes(400_000))]);
  await readBack(next);
  await removeArchive(place, next.file);
  await prune();
  await rm(path.join(disk, "filler"));
  const line = { free: Number(free), cause, left, whole, kept: listed };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** An archive with long and short entries; the cause it failed with, `null` when it was kept. */
async function tryToWrite(): Promise<string | null> {
  const small = Array.from({ length: 10 }, (_, n) =>
    fileEntry(`media/photos/${n}`, randomBytes(20_000)),
  );
  try {
    const more = fileEntry("media/photos/long", randomBytes(1_300_000));
    kept.push(await write([...small, more]));
    return null;
  } catch (error) {
    if (!isFailure(error)) throw error;
    return error.causeName;
  }
}

async function write(entries: readonly Entry[]): Promise<KeptArchive> {
  const writer = await beginArchive(place, archiveOrder());
  try {
    for (const entry of entries) {
      const { warning } = await writer.add(entry, source);
      if (warning) throw warning;
    }
    return await writer.keep(tail, pass);
  } finally {
    await writer.abort();
  }
}

async function prune(): Promise<void> {
  const { archiveId } = archiveOrder();
  const signal = AbortSignal.timeout(20_000);
  const isAlive = () => false;
  await pruneVault(place, { archiveId, owner: "worker-1", term: 1, isAlive, signal });
}

async function readBack({ file, sha256, manifestSha256 }: KeptArchive): Promise<void> {
  const signal = AbortSignal.timeout(20_000);
  await verifyArchive(place, { file, sha256, manifestSha256, signal, moved: () => {} });
}
