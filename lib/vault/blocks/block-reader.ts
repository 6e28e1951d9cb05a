import { crc32 } from "node:zlib";
import { Damage } from "../damage.ts";
import { isCode, packPath, type VaultPlace } from "../place.ts";
import { takeBackRetired } from "../prune/retire.ts";
import { readExactly } from "../read-exactly.ts";
import { type BlockRef, unpackBlock } from "./block.ts";
import { OpenPacks } from "./open-packs.ts";
import type { PackIndex, PlacedBlock } from "./pack-index.ts";

/** So often a block is looked for that others move about. */
const looksMax = 64;

/** Reads blocks out of their packs; each is held against its checksum before it is given. */
export class BlockReader {
  readonly #place: VaultPlace;
  readonly #index: PackIndex;
  readonly #packs: OpenPacks;
  /** Packs in which a block was not what it should be. */
  readonly suspects = new Set<string>();

  constructor(place: VaultPlace, index: PackIndex) {
    this.#place = place;
    this.#index = index;
    this.#packs = new OpenPacks((pack) => packPath(place, pack));
  }

  /** A block as it lies in its pack. @throws Damage; errors of the file system */
  async packed(ref: BlockRef): Promise<Buffer> {
    let placed = this.#index.find(ref.id) ?? (await this.place(ref));
    for (let look = 1; ; look++) {
      try {
        return await this.#read(placed, ref);
      } catch (error) {
        if (!isCode(error, "ENOENT")) throw error;
        if (look > looksMax) throw new Damage(null, `pack ${placed.pack} is missing`);
      }
      placed = await this.place(ref);
    }
  }

  /**
   * Where a block lies that was not found, or not where it was thought to be: its pack may have been
   * laid together with others, or be retired by a pruning that did not know of who needs it.
   *
   * @throws Damage; errors of the file system
   */
  async place({ id }: BlockRef): Promise<PlacedBlock> {
    // Others may move it from pack to pack while it is looked for, so that it is met in neither: it
    // is missing when two looks in a row meet nothing that moves.
    const index = this.#index;
    const knows = (pack: string) => index.has(pack) || index.damaged.has(pack);
    let calm = 0;
    for (let look = 1; look <= looksMax && calm < 2; look++) {
      await index.refresh();
      const found = index.find(id);
      if (found) return found;
      calm = (await takeBackRetired(this.#place, id, knows)) ? 0 : calm + 1;
    }
    throw new Damage(null, `block ${id} is missing`);
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

  /** Closes the packs that are open. */
  close(): Promise<void> {
    return this.#packs.close();
  }

  async #read(placed: PlacedBlock, ref: BlockRef): Promise<Buffer> {
    if (placed.packed !== ref.packed || placed.method !== ref.method || placed.size !== ref.size) {
      throw new Damage(null, `block ${ref.id} is stored in another form than the archive knows`);
    }
    const span = { at: placed.offset, bytes: placed.packed };
    const bytes = await this.#packs.use(placed.pack, (handle) =>
      readExactly(handle, span).catch((error: unknown) => {
        this.suspects.add(placed.pack);
        throw error;
      }),
    );
    if (crc32(bytes) !== placed.crc) {
      this.suspects.add(placed.pack);
      throw new Damage(null, `block ${ref.id} in pack ${placed.pack} is damaged`);
    }
    return bytes;
  }
}
