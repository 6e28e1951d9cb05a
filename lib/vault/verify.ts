import { createHash } from "node:crypto";
import { unlessAborted } from "#lib/failures";
import { sha256Of } from "./content.ts";
import { Damage } from "./damage.ts";
import { targetOf } from "./entry.ts";
import { Agreement } from "./first/agreement.ts";
import {
  checkDescriptor,
  checkLocalHeader,
  descriptorBytes,
  localHeaderBytes,
  packedBytes,
} from "./first/content-at.ts";
import type { DirectoryRecord } from "./first/directory.ts";
import { ManifestParser } from "./first/manifest-parser.ts";
import { type OpenArchive, withArchive } from "./first/open.ts";
import { Sequence } from "./first/sequence.ts";
import { unpack } from "./first/unpack.ts";
import { isListing } from "./listing/with-manifest.ts";
import { manifestName } from "./manifest.ts";
import type { VaultPlace } from "./place.ts";
import { verifyListing } from "./verify-listing.ts";

/** How often `moved` is called: after this many bytes of content at the earliest. */
const movedBytes = 256 * 1024;

export interface Verification {
  file: string;
  /** SHA-256 of the archive, as `keep` returned it. */
  sha256: string;
  /** SHA-256 of the manifest, as `keep` returned it; with it every entry is compared with what was read. */
  manifestSha256?: string | null;
  /** Reads every block of it, also those that archives before it had written. */
  readAll?: boolean;
  signal: AbortSignal;
  /** Work moved: entries and bytes of content read back since the last call. */
  moved: (more: { entries: number; bytes: number }) => void;
}

/**
 * Reads an archive back from the disk. Of the second version: what was written for it is read and
 * unpacked, and everything it refers to has to be there, in the form it knows. Of the first: every
 * entry is unpacked and compared with its SHA-256 in the manifest, the manifest and the whole file
 * with theirs; entries that are missing or too many, and bytes that belong to nothing, are found as
 * well. Memory does not grow with the content.
 *
 * @returns what was read back: entries without the manifest, and their bytes of content
 * @throws Failure `verify-mismatch` that names the entry (or the file), `archive-missing`, disk
 *   failures; the signal's reason
 */
export async function verifyArchive(
  place: VaultPlace,
  verification: Verification,
): Promise<{ entries: number; bytes: number }> {
  const { file, signal } = verification;
  signal.throwIfAborted();
  if (isListing(file)) return unlessAborted(signal, verifyListing(place, verification));
  const reading = withArchive({ place, file, damaged: "verify-mismatch" }, async (archive) => {
    const expected = await readExpected(archive, verification.manifestSha256 ?? null);
    const seen = await readBack(archive, expected, verification);
    return seen;
  });
  return unlessAborted(signal, reading);
}

/** SHA-256 of what each entry has to be, in the archive's order: a file's content, a link's target. */
type Expected = (string | null)[];

async function readExpected(archive: OpenArchive, sha256: string | null): Promise<Expected> {
  const { handle, manifest, records } = archive;
  const agreement = new Agreement(records);
  const expected: Expected = [];
  const parser = new ManifestParser({
    entry: (entry) => {
      agreement.check(entry);
      const target = entry.kind === "link" ? sha256Of(targetOf(entry)) : null;
      expected.push(entry.sha256 ?? target);
    },
  });
  const hash = createHash("sha256");
  await unpack(manifest, packedBytes(handle, manifest), (chunk) => {
    hash.update(chunk);
    parser.push(chunk);
  });
  parser.end();
  agreement.end();
  const found = hash.digest("hex");
  if (sha256 !== null && found !== sha256) {
    throw new Damage(manifestName, `its SHA-256 is ${found}, and ${sha256} was written`);
  }
  expected.push(found);
  return expected;
}

async function readBack(
  archive: OpenArchive,
  expected: Expected,
  { sha256, signal, moved }: Verification,
): Promise<{ entries: number; bytes: number }> {
  const sequence = new Sequence(archive.handle, signal);
  const total = { entries: 0, bytes: 0 };
  const told = { entries: 0, bytes: 0 };
  const tell = (atLeastBytes: number) => {
    const more = { entries: total.entries - told.entries, bytes: total.bytes - told.bytes };
    if (more.bytes < atLeastBytes) return;
    Object.assign(told, total);
    moved(more);
  };
  for (const [index, record] of archive.records.entries()) {
    const isContent = record !== archive.manifest && record.kind === "file";
    await readEntry(sequence, { record, expected: expected[index] ?? null }, (bytes) => {
      if (isContent) total.bytes += bytes;
      tell(movedBytes);
    });
    if (record !== archive.manifest) total.entries++;
  }
  if (sequence.position !== archive.offset) {
    throw new Damage(null, "it holds bytes that belong to no entry");
  }
  const found = await sequence.digest();
  if (found !== sha256)
    throw new Damage(null, `its SHA-256 is ${found}, and ${sha256} was written`);
  tell(0);
  return total;
}

async function readEntry(
  sequence: Sequence,
  { record, expected }: { record: DirectoryRecord; expected: Expected[number] },
  took: (bytes: number) => void,
): Promise<void> {
  if (sequence.position !== record.offset) {
    throw new Damage(record.path, "bytes that belong to no entry stand before it");
  }
  const more = checkLocalHeader(record, await sequence.exactly(localHeaderBytes));
  const nameAndFields = await sequence.exactly(more);
  if (!nameAndFields.subarray(0, record.name.length).equals(record.name)) {
    throw new Damage(record.path, "its header has another name");
  }
  const hash = createHash("sha256");
  await unpack(record, sequence.slices(record.packedSize), (chunk) => {
    hash.update(chunk);
    took(chunk.length);
  });
  checkDescriptor(record, await sequence.exactly(descriptorBytes(record, nameAndFields)));
  const found = hash.digest("hex");
  if (expected !== null && found !== expected) {
    throw new Damage(record.path, `its SHA-256 is ${found}, and ${expected} was written`);
  }
}
