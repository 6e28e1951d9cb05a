import { readdir } from "node:fs/promises";
import { Damage } from "../damage.ts";
import { asFound } from "../found.ts";
import { readManifest } from "../listing/manifest-file.ts";
import { blocksOf } from "../listing/read-listing.ts";
import { SeenLines } from "../listing/seen-lines.ts";
import { entriesOf, refOf, type StoredEntry } from "../listing/stored-entry.ts";
import { archivesName, archivesOf, binOf, isCode, type VaultPlace } from "../place.ts";
import type { BlockId, BlockRef } from "./block.ts";
import type { BlockReader } from "./block-reader.ts";
import { BlockTable } from "./block-table.ts";

/**
 * The archives of a vault that are manifests over blocks, those in the bin included.
 *
 * @throws errors of the file system
 */
export async function listManifests(place: VaultPlace): Promise<string[]> {
  const files = new Set<string>();
  // One may move from folder to folder while they are read: it is met in one of two rounds.
  for (const _ of [1, 2]) {
    for (const file of await listIn(archivesOf(place))) files.add(file);
    for (const file of await listIn(binOf(place)).catch(unlessMissing)) files.add(file);
  }
  return [...files].sort();
}

/** Those of one folder; a plan's folder may come and go. */
async function listIn(folder: string): Promise<string[]> {
  const files: string[] = [];
  for (const plan of await readdir(folder, { withFileTypes: true })) {
    if (!plan.isDirectory()) continue;
    for (const name of await readdir(`${folder}/${plan.name}`)) {
      if (name.endsWith(".holdfast")) files.push(`${archivesName}/${plan.name}/${name}`);
    }
  }
  return files;
}

function unlessMissing(error: unknown): string[] {
  if (isCode(error, "ENOENT")) return [];
  throw error;
}

/** The blocks that some archive needs. */
export class LiveBlocks {
  readonly #table = new BlockTable();
  /** Parts that were looked through: some file's content could be the same text. */
  readonly #parts = new Set<BlockId>();
  /** As parts, line by line: a part that is new for one entry has the others in common. */
  readonly #lines = new SeenLines();
  readonly #met: (block: BlockRef) => void;

  /** @param met is told of each block once */
  constructor(met: (block: BlockRef) => void = () => {}) {
    this.#met = met;
  }

  /**
   * Those of every archive of a vault; a part of a listing that archives share is read once.
   *
   * @throws Failure `archive-damaged`: what an archive needs that cannot be read is not known
   */
  static async of(
    place: VaultPlace,
    reader: BlockReader,
    signal: AbortSignal,
  ): Promise<LiveBlocks> {
    const live = new LiveBlocks();
    for (const file of await listManifests(place)) {
      signal.throwIfAborted();
      await live.take(place, reader, file);
    }
    return live;
  }

  /** Adds what one archive needs. @throws as `of` */
  async take(place: VaultPlace, reader: BlockReader, file: string): Promise<void> {
    try {
      const { manifest } = await readManifest(place, file);
      for (const { block } of manifest.parts) await this.#addPart(reader, refOf(block));
    } catch (error) {
      const isMissing = isCode(error, "ENOENT") || error instanceof Damage;
      if (isMissing && !(await isThere(place, file))) return; // let go meanwhile
      throw await asFound(error, { place, file, damaged: "archive-damaged" });
    }
  }

  has(id: Buffer): boolean {
    return this.#table.find(id) !== null;
  }

  async #addPart(reader: BlockReader, part: BlockRef): Promise<void> {
    if (this.#parts.has(part.id)) return;
    this.#add(part);
    for (const { line, text } of this.#lines.unseen(await reader.content(part))) {
      for (const entry of entriesOf(line)) await this.#addEntry(reader, entry);
      this.#lines.add(text); // not before, for the same reason as below
    }
    this.#parts.add(part.id); // not before: another archive may need it as well, and find it whole
  }

  async #addEntry(reader: BlockReader, entry: StoredEntry): Promise<void> {
    for (const ref of entry.held?.lists ? entry.held.blocks : []) this.#add(refOf(ref));
    for await (const ref of blocksOf(reader, entry)) this.#add(ref);
  }

  #add(ref: BlockRef): void {
    const key = Buffer.from(ref.id, "base64url");
    if (this.has(key)) return;
    this.#table.put(key, { pack: 0, offset: 0, size: 0, packed: 0, crc: 0, method: 0 });
    this.#met(ref);
  }
}

async function isThere(place: VaultPlace, file: string): Promise<boolean> {
  return (await listManifests(place)).includes(file);
}
