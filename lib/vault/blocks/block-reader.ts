import { type FileHandle, open } from "node:fs/promises";
import { crc32 } from "node:zlib";
import { Damage } from "../damage.ts";
import { isCode, packPath, type VaultPlace } from "../place.ts";
import { takeBackRetired } from "../prune/retire.ts";
import { readExactly } from "../read-exactly.ts";
import { type BlockRef, unpackBlock } from "./block.ts";
import type { PackIndex, PlacedBlock } from "./pack-index.ts";

/** As many packs are open at once for one reader. */
const openMax = 8;

/** Reads blocks out of their packs; each is held against its checksum before it is given. */
export class BlockReader {
  readonly #place: VaultPlace;
  readonly #index: PackIndex;
  readonly #open = new Map<string, FileHandle>();
  /** Packs in which a block was not what it should be. */
  readonly suspects = new Set<string>();

  constructor(place: VaultPlace, index: PackIndex) {
    this.#place = place;
    this.#index = index;
  }

  /** A block as it lies in its pack. @throws Damage; errors of the file system */
  async packed(ref: BlockRef): Promise<Buffer> {
    const placed = this.#index.find(ref.id);
    if (placed) {
      try {
        return await this.#read(placed, ref);
      } catch (error) {
        if (!isCode(error, "ENOENT")) throw error;
      }
    }
    const again = await this.place(ref);
    return this.#read(again, ref).catch((error: unknown) => {
      if (isCode(error, "ENOENT")) throw new Damage(null, `pack ${again.pack} is missing`);
      throw error;
    });
  }

  /**
   * Where a block lies that was not found, or not where it was thought to be: its pack may have been
   * laid together with others, or be retired by a pruning that did not know of who needs it.
   *
   * @throws Damage; errors of the file system
   */
  async place({ id }: BlockRef): Promise<PlacedBlock> {
    await this.#index.refresh();
    const found = this.#index.find(id);
    if (found) return found;
    if (await takeBackRetired(this.#place, id)) await this.#index.refresh();
    const again = this.#index.find(id);
    if (!again) throw new Damage(null, `block ${id} is missing`);
    return again;
  }

  /** A block's content. @throws Damage; errors of the file system */
  async content(ref: BlockRef): Promise<Buffer> {
    const packed = await this.packed(ref);
    try {
      return unpackBlock(ref, packed);
    } catch (error) {
      const placed = this.#index.find(ref.id);
      if (placed) this.suspects.add(placed.pack);
      throw error;
    }
  }

  async close(): Promise<void> {
    const handles = [...this.#open.values()];
    this.#open.clear();
    for (const handle of handles) await handle.close();
  }

  async #read(placed: PlacedBlock, ref: BlockRef): Promise<Buffer> {
    if (placed.packed !== ref.packed || placed.method !== ref.method || placed.size !== ref.size) {
      throw new Damage(null, `block ${ref.id} is stored in another form than the archive knows`);
    }
    const handle = await this.#handle(placed.pack);
    const span = { at: placed.offset, bytes: placed.packed };
    const bytes = await readExactly(handle, span).catch((error: unknown) => {
      this.suspects.add(placed.pack);
      throw error;
    });
    if (crc32(bytes) !== placed.crc) {
      this.suspects.add(placed.pack);
      throw new Damage(null, `block ${ref.id} in pack ${placed.pack} is damaged`);
    }
    return bytes;
  }

  async #handle(pack: string): Promise<FileHandle> {
    const known = this.#open.get(pack);
    if (known) {
      this.#open.delete(pack); // the newest stands last
      this.#open.set(pack, known);
      return known;
    }
    const handle = await open(packPath(this.#place, pack), "r");
    this.#open.set(pack, handle);
    const [oldest] = this.#open;
    if (this.#open.size > openMax && oldest) {
      this.#open.delete(oldest[0]);
      await oldest[1].close();
    }
    return handle;
  }
}
