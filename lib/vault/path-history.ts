import { isFailure } from "#lib/failures";
import { BlockReader } from "./blocks/block-reader.ts";
import { PackIndex } from "./blocks/pack-index.ts";
import { asFound } from "./found.ts";
import { type ArchiveEntry, readEntries, shown } from "./list-entries.ts";
import { entryIn } from "./listing/find-entry.ts";
import { type Part, readManifest } from "./listing/manifest-file.ts";
import { isListing } from "./listing/with-manifest.ts";
import type { VaultPlace } from "./place.ts";

/** What one archive has at a path; `unreadable`: its listing is damaged or gone. */
export type PathState =
  | { state: "there"; entry: ArchiveEntry }
  | { state: "absent" }
  | { state: "unreadable" };

/** As many manifests are read at once. */
const manifestsAhead = 16;
/** After as many parts of listings no further archive is begun. */
const partsReadMax = 4_000;

/**
 * What some archives have at one path, in the order of the archives. A part of the listing that
 * several of them share is looked at once, and one that has the path ends the look at its archive.
 *
 * @returns fewer than were asked for where a bound of work was met, at least one
 * @throws Failure `vault-unavailable`, disk failures
 */
export async function pathHistory(
  place: VaultPlace,
  path: string,
  files: readonly string[],
): Promise<PathState[]> {
  const reader = new BlockReader(place, await PackIndex.of(place));
  const known = new KnownParts(reader, path);
  const found: PathState[] = [];
  try {
    for (let at = 0; at < files.length && known.read < partsReadMax; at += manifestsAhead) {
      const some = files.slice(at, at + manifestsAhead);
      const opened = await Promise.all(some.map((file) => partsOf(place, file)));
      for (const [index, file] of some.entries()) {
        if (found.length > 0 && known.read >= partsReadMax) break;
        const parts = opened[index];
        found.push(
          await unlessDamaged(place, file, () => lookAt({ place, path, file }, known, parts)),
        );
      }
    }
    return found;
  } finally {
    await reader.close();
  }
}

type Opened = readonly Part[] | { error: unknown } | undefined;

/** The parts of an archive's listing; an error waits until its archive's turn comes. */
async function partsOf(place: VaultPlace, file: string): Promise<Opened> {
  if (!isListing(file)) return [];
  try {
    return (await readManifest(place, file)).manifest.parts;
  } catch (error) {
    return { error };
  }
}

async function lookAt(
  { place, path, file }: { place: VaultPlace; path: string; file: string },
  known: KnownParts,
  parts: Opened,
): Promise<PathState> {
  if (parts && "error" in parts) throw parts.error;
  if (isListing(file)) return stateOf(await known.find(parts ?? []));
  const found: ArchiveEntry[] = [];
  await readEntries(place, file, (entry) => {
    if (entry.path === path) found.push(shown(entry));
  });
  return stateOf(found[0] ?? null);
}

function stateOf(entry: ArchiveEntry | null): PathState {
  return entry ? { state: "there", entry } : { state: "absent" };
}

async function unlessDamaged(
  place: VaultPlace,
  file: string,
  look: () => Promise<PathState>,
): Promise<PathState> {
  try {
    return await look();
  } catch (error) {
    const failure = await asFound(error, { place, file, damaged: "archive-damaged" });
    const isOfThisOne =
      isFailure(failure, "archive-damaged") || isFailure(failure, "archive-missing");
    if (isOfThisOne) return { state: "unreadable" };
    throw failure;
  }
}

/** What parts of listings have at one path, each looked at once. */
class KnownParts {
  readonly #reader: BlockReader;
  readonly #path: string;
  readonly #seen = new Map<string, ArchiveEntry | null>();
  /** Where among its parts the last archive had it: the next one has it near there. */
  #near = 0;
  /** As many were read. */
  read = 0;

  constructor(reader: BlockReader, path: string) {
    this.#reader = reader;
    this.#path = path;
  }

  /** The entry in one of these parts; `null`: in none. @throws Damage; errors of the file system */
  async find(parts: readonly Part[]): Promise<ArchiveEntry | null> {
    const holds = parts.findIndex(({ block: [id] }) => this.#seen.get(id));
    if (holds >= 0) return this.#at(holds, parts);
    for (const index of outwards(this.#near, parts.length)) {
      const entry = await this.#at(index, parts);
      if (entry) return entry;
    }
    return null;
  }

  async #at(index: number, parts: readonly Part[]): Promise<ArchiveEntry | null> {
    const part = parts[index];
    if (!part) return null;
    const [id] = part.block;
    const before = this.#seen.get(id);
    if (before === undefined) this.read += 1;
    const stored = before === undefined ? await entryIn(this.#reader, part, this.#path) : null;
    const entry = before ?? (stored && shown(stored));
    this.#seen.set(id, entry);
    if (entry) this.#near = index;
    return entry;
  }
}

/** Every number below `count`, those nearest to one of them first. */
function* outwards(from: number, count: number): Generator<number> {
  for (let by = 0; by < count; by++) {
    if (from - by >= 0 && from - by < count) yield from - by;
    if (by > 0 && from + by < count) yield from + by;
  }
}
