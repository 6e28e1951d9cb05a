import type { EntryKind, WindowsReason } from "#lib/entries";
import { Agreement } from "./first/agreement.ts";
import { packedBytes } from "./first/content-at.ts";
import { ManifestParser } from "./first/manifest-parser.ts";
import { withArchive } from "./first/open.ts";
import { unpack } from "./first/unpack.ts";
import { readPart } from "./listing/read-listing.ts";
import { isListing, withManifest } from "./listing/with-manifest.ts";
import type { WrittenEntry, WrittenHead } from "./manifest.ts";
import type { VaultPlace } from "./place.ts";
import { WindowsTwins } from "./windows-twins.ts";

/** One entry of an archive, for lists. */
export interface ArchiveEntry {
  path: string;
  kind: EntryKind;
  /** Bytes of content; 0 for folders and links. */
  size: number;
  modified: Date;
  /** Permission bits. */
  mode: number;
  /** Where a link points; `null` for other kinds. */
  link: string | null;
  /** Of a file's content, hexadecimal; `null` for folders and links. */
  sha256: string | null;
  /** The name's own bytes, escaped as `\xHH`, where `path` differs from them; else `null`. */
  nameBytes: string | null;
  /** Since when nothing newer could be had; `null`: it is of the time of the archive. */
  staleSince: Date | null;
}

/** An entry that was looked for. */
export interface FoundEntry extends ArchiveEntry {
  /** Why Windows cannot hold it; `null`: it can. */
  windows: WindowsReason | null;
}

/** Entries that one call gives at most. */
export const listedEntriesMax = 1000;

export interface EntryQuery {
  /** Paths that begin with this text, such as `media/photos/`. */
  prefix?: string | undefined;
  /** Paths that hold this text, upper and lower case being the same. */
  search?: string | undefined;
  offset: number;
  /** At most `listedEntriesMax`. */
  limit: number;
}

/**
 * The entries of an archive that match, in the archive's order, one page of them; the manifest
 * itself is not among them.
 *
 * @returns `total`: how many match altogether
 * @throws Failure `archive-damaged`, `archive-missing`, disk failures
 */
export async function listEntries(
  place: VaultPlace,
  file: string,
  query: EntryQuery,
): Promise<{ entries: FoundEntry[]; total: number }> {
  const twins = new WindowsTwins(query);
  const matches = matcher(query);
  const limit = Math.min(query.limit, listedEntriesMax);
  const entries: ArchiveEntry[] = [];
  let total = 0;
  await readEntries(place, file, (entry) => {
    twins.see(entry.path);
    if (!matches(entry.path)) return;
    if (total >= query.offset && entries.length < limit) entries.push(shown(entry));
    total++;
  });
  const found = entries.map((entry) => ({ ...entry, windows: twins.reasonOf(entry.path) }));
  return { entries: found, total };
}

/**
 * Reads the archive's entries one by one.
 *
 * @param see is told whether the entry stands in one of the `shared.parts`
 * @param shared.skip does not read those
 */
export async function readEntries(
  place: VaultPlace,
  file: string,
  see: (entry: WrittenEntry, isShared: boolean) => void,
  shared: { parts: ReadonlySet<string>; skip: boolean } = { parts: new Set(), skip: false },
): Promise<void> {
  if (!isListing(file)) return readZipEntries(place, file, see);
  await withManifest({ place, file, damaged: "archive-damaged" }, async ({ manifest, reader }) => {
    for (const part of manifest.parts) {
      const isShared = shared.parts.has(part.block[0]);
      if (isShared && shared.skip) continue;
      for (const entry of await readPart(reader, part)) see(entry, isShared);
    }
  });
}

/** Of the first version: directory and manifest are held against each other on the way. */
async function readZipEntries(
  place: VaultPlace,
  file: string,
  see: (entry: WrittenEntry, isShared: boolean) => void,
): Promise<void> {
  await withArchive({ place, file, damaged: "archive-damaged" }, async (archive) => {
    const agreement = new Agreement(archive.records);
    const parser = new ManifestParser({
      entry: (entry) => {
        agreement.check(entry);
        see(entry, false);
      },
    });
    const { handle, manifest } = archive;
    await unpack(manifest, packedBytes(handle, manifest), (chunk) => parser.push(chunk));
    parser.end();
    agreement.end();
  });
}

/**
 * What an archive says about itself, without its entries.
 *
 * @throws Failure `archive-damaged`, `archive-missing`, disk failures
 */
export async function readManifestHead(place: VaultPlace, file: string): Promise<WrittenHead> {
  if (isListing(file)) {
    const sought = { place, file, damaged: "archive-damaged" } as const;
    return withManifest(sought, async ({ manifest }) => manifest.head);
  }
  return withArchive({ place, file, damaged: "archive-damaged" }, async ({ handle, manifest }) => {
    const found: WrittenHead[] = [];
    const parser = new ManifestParser({ head: (head) => found.push(head) });
    await unpack(manifest, packedBytes(handle, manifest), (chunk) => parser.push(chunk));
    parser.end();
    const [head] = found;
    if (!head) throw new Error("A manifest that ended has a head.");
    return head;
  });
}

/** Which paths a query means. */
export function matcher({ prefix = "", search = "" }: EntryQuery): (path: string) => boolean {
  const wanted = folded(search);
  return (path) => path.startsWith(prefix) && (wanted === "" || folded(path).includes(wanted));
}

function folded(text: string): string {
  return text.normalize("NFC").toLowerCase();
}

/** An entry of the manifest as lists show it. */
export function shown(entry: WrittenEntry): ArchiveEntry {
  const { path, kind, size, mode } = entry;
  return {
    path,
    kind,
    size,
    mode,
    modified: new Date(entry.modified),
    link: entry.link ?? null,
    sha256: entry.sha256 ?? null,
    nameBytes: entry.nameBytes === undefined ? null : escapedBytes(entry.nameBytes),
    staleSince: entry.stale ? new Date(entry.stale.since) : null,
  };
}

function escapedBytes(base64: string): string {
  let text = "";
  for (const byte of Buffer.from(base64, "base64")) {
    const isPlain = byte >= 0x20 && byte < 0x7f && byte !== 0x5c;
    text += isPlain
      ? String.fromCharCode(byte)
      : `\\x${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return text;
}
