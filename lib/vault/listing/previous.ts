import type { Entry } from "#lib/entries";
import type { BlockRef } from "../blocks/block.ts";
import type { BlockReader } from "../blocks/block-reader.ts";
import { Damage } from "../damage.ts";
import { numberOf } from "../number-of.ts";
import { NumberTable } from "../number-table.ts";
import type { VaultPlace } from "../place.ts";
import { type Manifest, type Part, readManifest } from "./manifest-file.ts";
import { blocksOf, readPart } from "./read-listing.ts";
import { refOf, type StoredEntry } from "./stored-entry.ts";

/** A file that changed so shortly before it was read last may have changed again in the same moment. */
const unsureMs = 2_000;
/** Parts held in memory: files come in about the same order as last time. */
const partsHeldMax = 8;

/**
 * The archive before this one: tells which files need not be read again, because size, times and
 * inode are as they were. Eight bytes of memory an entry, and some parts of the listing.
 */
export class Previous {
  readonly #parts: Part[];
  readonly #reader: BlockReader;
  readonly #sureBeforeMs: number;
  /** By the number of a path; where two fall together, one is looked for in the wrong part only. */
  readonly #partOf = new NumberTable();
  readonly #held = new Map<number, Promise<Map<string, StoredEntry>>>();

  private constructor(manifest: Manifest, reader: BlockReader) {
    this.#parts = manifest.parts;
    this.#reader = reader;
    this.#sureBeforeMs = new Date(manifest.head.createdAt).getTime() - unsureMs;
  }

  static async of(manifest: Manifest, reader: BlockReader): Promise<Previous> {
    const previous = new Previous(manifest, reader);
    for (const [number, part] of manifest.parts.entries()) {
      for (const { path } of await readPart(reader, part)) {
        previous.#partOf.set(numberOf(path), number);
      }
    }
    return previous;
  }

  /**
   * What the archive before holds of a file, where it is the same one and unchanged.
   *
   * @param has whether a block can still be had, in this very form
   */
  async unchanged(
    entry: Entry,
    path: string,
    has: (block: BlockRef) => boolean,
  ): Promise<StoredEntry | null> {
    if (entry.inode === 0) return null; // not a file of this machine
    try {
      const before = await this.#find(path);
      return before && this.#isSame(entry, before) && (await this.#isThere(before, has))
        ? before
        : null;
    } catch (error) {
      if (error instanceof Damage) return null; // read again, it is stored anew
      throw error;
    }
  }

  #isSame(entry: Entry, before: StoredEntry): boolean {
    const { held } = before;
    if (entry.mark !== undefined) return entry.mark !== null && entry.mark === held?.mark;
    const changed = entry.changed.getTime();
    return (
      before.size === entry.size &&
      held?.changed === changed &&
      held.inode === entry.inode &&
      held.device === entry.device &&
      before.modified === entry.modified.toISOString() &&
      changed < this.#sureBeforeMs
    );
  }

  async #isThere(before: StoredEntry, has: (block: BlockRef) => boolean): Promise<boolean> {
    if (!before.held?.blocks.every((line) => has(refOf(line)))) return false;
    if (!before.held.lists) return true;
    for await (const block of blocksOf(this.#reader, before)) if (!has(block)) return false;
    return true;
  }

  async #find(path: string): Promise<StoredEntry | undefined> {
    const number = this.#partOf.get(numberOf(path));
    if (number === undefined) return undefined;
    const known = await (this.#held.get(number) ?? this.#hold(number));
    return known.get(path);
  }

  #hold(number: number): Promise<Map<string, StoredEntry>> {
    const loading = this.#load(number);
    this.#held.set(number, loading);
    const [oldest] = this.#held.keys();
    if (this.#held.size > partsHeldMax && oldest !== undefined) this.#held.delete(oldest);
    return loading;
  }

  async #load(number: number): Promise<Map<string, StoredEntry>> {
    const part = this.#parts[number];
    const entries = part ? await readPart(this.#reader, part) : [];
    return new Map(entries.map((entry) => [entry.path, entry]));
  }
}

/**
 * The archive before, by the name it was kept under. One that cannot be read only costs reading
 * everything.
 *
 * @returns `null`: there is none to compare with
 */
export async function previousOf(
  place: VaultPlace,
  file: string | null | undefined,
  reader: BlockReader,
): Promise<Previous | null> {
  if (!file?.endsWith(".holdfast")) return null;
  try {
    return await Previous.of((await readManifest(place, file)).manifest, reader);
  } catch (error) {
    if (error instanceof Damage || (error instanceof Error && "code" in error)) return null;
    throw error;
  }
}
