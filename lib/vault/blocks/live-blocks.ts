import { readdir } from "node:fs/promises";
import { asFound } from "../found.ts";
import { readManifest } from "../listing/manifest-file.ts";
import { blocksOf } from "../listing/read-listing.ts";
import { entriesOf, refOf } from "../listing/stored-entry.ts";
import { archivesName, archivesOf, isCode, type VaultPlace } from "../place.ts";
import type { BlockId, BlockRef } from "./block.ts";
import type { BlockReader } from "./block-reader.ts";
import { BlockTable } from "./block-table.ts";

/** The archives of a vault that are manifests over blocks. @throws errors of the file system */
export async function listManifests(place: VaultPlace): Promise<string[]> {
  const files: string[] = [];
  for (const plan of await readdir(archivesOf(place), { withFileTypes: true })) {
    if (!plan.isDirectory()) continue;
    for (const name of await readdir(`${archivesOf(place)}/${plan.name}`)) {
      if (name.endsWith(".holdfast")) files.push(`${archivesName}/${plan.name}/${name}`);
    }
  }
  return files.sort();
}

/** The blocks that some archive needs. */
export class LiveBlocks {
  readonly #table = new BlockTable();
  /** Parts that were looked through: some file's content could be the same text. */
  readonly #parts = new Set<BlockId>();

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
      try {
        const { manifest } = await readManifest(place, file);
        for (const { block } of manifest.parts) await live.#addPart(reader, refOf(block));
      } catch (error) {
        if (isCode(error, "ENOENT") && !(await isThere(place, file))) continue; // let go meanwhile
        throw await asFound(error, { place, file, damaged: "archive-damaged" });
      }
    }
    return live;
  }

  has(id: Buffer): boolean {
    return this.#table.find(id) !== null;
  }

  async #addPart(reader: BlockReader, part: BlockRef): Promise<void> {
    if (this.#parts.has(part.id)) return;
    this.#parts.add(part.id);
    this.#add(part.id);
    for (const entry of entriesOf(await reader.content(part))) {
      for (const [id] of entry.held?.lists ? entry.held.blocks : []) this.#add(id);
      for await (const { id } of blocksOf(reader, entry)) this.#add(id);
    }
  }

  #add(id: BlockId): void {
    const nowhere = { pack: 0, offset: 0, size: 0, packed: 0, crc: 0, method: 0 };
    this.#table.put(Buffer.from(id, "base64url"), nowhere);
  }
}

async function isThere(place: VaultPlace, file: string): Promise<boolean> {
  return (await listManifests(place)).includes(file);
}
