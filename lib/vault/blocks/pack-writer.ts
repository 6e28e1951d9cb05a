import type { VaultPlace } from "../place.ts";
import { packInThread } from "../threads/pool.ts";
import { type BlockId, type BlockRef, blockIdOf, type PackedBlock } from "./block.ts";
import { packBuffers } from "./pack-format.ts";
import type { PackIndex } from "./pack-index.ts";
import { putPack } from "./put-pack.ts";

/** A pack is written when its blocks have come to so much in memory. */
const packBytesUsual = 16 * 1024 * 1024;
/** What a block takes in memory beside its bytes until then: of tiny files it is nearly everything. */
const besideBytes = 256;
/** Content that waits for a core, and packs that wait for the disk; whoever has more waits. */
const waitingBytesMax = 8 * 1024 * 1024;
const unwrittenBytesMax = packBytesUsual;

/** What a writer stored. */
export interface Stored {
  /** Bytes of new packs. */
  bytes: number;
  /** Content that the vault did not have, and that it had. */
  newBytes: number;
  knownBytes: number;
  /** Names of the new packs. */
  packs: string[];
}

interface Order {
  place: VaultPlace;
  index: PackIndex;
  signal: AbortSignal;
  /** A new name for a temporary file of this writer. */
  temporary: () => string;
}

/**
 * Stores blocks that the vault does not have: packs them beside each other on all cores, gathers
 * them into packs and gives each pack its name once it is on the disk.
 */
export class PackWriter {
  readonly stored: Stored = { bytes: 0, newBytes: 0, knownBytes: 0, packs: [] };
  readonly #order: Order;
  /** Blocks of this writer that are on their way; those in a pack are the index's. */
  readonly #own = new Map<BlockId, Promise<BlockRef>>();
  #gathered: PackedBlock[] = [];
  #gatheredBytes = 0;
  #waitingBytes = 0;
  #unwrittenBytes = 0;
  #wake: (() => void)[] = [];
  #writing: Promise<void> = Promise.resolve();
  #broken: { error: unknown } | null = null;

  constructor(order: Order) {
    this.#order = order;
  }

  /**
   * Takes a block; tells what it is known by, and resolves with how it lies in its pack once that is
   * known. What packing it throws is thrown here and by every call after.
   *
   * @param content not changed afterwards
   */
  put(content: Buffer): { id: BlockId; ref: Promise<BlockRef>; room: Promise<void> | null } {
    this.#throwIfBroken();
    const { isNew, ...put } = this.#put(content);
    if (isNew) this.stored.newBytes += content.length;
    else this.stored.knownBytes += content.length;
    return put;
  }

  /** Takes a block of the listing, which is no content of the archive. */
  putListing(part: Buffer): Promise<BlockRef> {
    const { ref, room } = this.#put(part);
    room?.catch(() => {}); // nobody waits for room with it; that the archive is lost is told by `ref`
    return ref;
  }

  #put(content: Buffer) {
    const id = blockIdOf(content);
    const own = this.#own.get(id);
    if (own) return { id, ref: own, room: null, isNew: false };
    const known = this.#order.index.find(id);
    if (known) {
      const { size, packed, method } = known;
      return { id, ref: Promise.resolve({ id, size, packed, method }), room: null, isNew: false };
    }
    const ref = this.#store(id, content);
    ref.catch(() => {}); // told by `#broken` as well
    this.#own.set(id, ref);
    return { id, ref, room: this.#room(), isNew: true };
  }

  /** Whether a block lies in the vault, in this very form. */
  has({ id, size, packed, method }: BlockRef): boolean {
    const known = this.#order.index.find(id);
    return known?.size === size && known.packed === packed && known.method === method;
  }

  /** Writes what is gathered, and makes every pack of this writer survive a power cut. */
  async finish(): Promise<Stored> {
    await Promise.all(this.#own.values());
    this.#flush();
    await this.#writing;
    this.#throwIfBroken();
    return this.stored;
  }

  /** Nothing is written any more, once what is under way has ended; never throws. */
  async giveUp(): Promise<void> {
    this.#broken ??= { error: new Error("The archive was given up.") };
    await Promise.allSettled(this.#own.values());
    await this.#writing;
  }

  async #store(id: BlockId, content: Buffer): Promise<BlockRef> {
    this.#throwIfBroken();
    this.#waitingBytes += content.length;
    try {
      const block = await packInThread(content);
      this.#throwIfBroken();
      const ref = { id, size: content.length, packed: block.packed, method: block.method };
      this.#gather({ ...block, ...ref });
      return ref;
    } catch (error) {
      this.#broken ??= { error };
      throw error;
    } finally {
      this.#waitingBytes -= content.length;
      this.#wakeAll();
    }
  }

  #wakeAll(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }

  /** Resolves once there is room for more. */
  async #room(): Promise<void> {
    const isFull = () =>
      this.#waitingBytes > waitingBytesMax || this.#unwrittenBytes > unwrittenBytesMax;
    while (isFull() && !this.#broken) {
      await new Promise<void>((resolve) => this.#wake.push(resolve));
    }
    this.#throwIfBroken();
    this.#order.signal.throwIfAborted();
  }

  #gather(block: PackedBlock): void {
    this.#gathered.push(block);
    this.#gatheredBytes += block.packed + besideBytes;
    if (this.#gatheredBytes >= packBytesUsual) this.#flush();
  }

  #flush(): void {
    const blocks = this.#gathered;
    if (blocks.length === 0) return;
    const bytes = this.#gatheredBytes;
    this.#gathered = [];
    this.#gatheredBytes = 0;
    this.#unwrittenBytes += bytes;
    this.#writing = this.#writing.then(async () => {
      try {
        if (!this.#broken) await this.#write(blocks);
      } catch (error) {
        this.#broken ??= { error };
      }
      this.#unwrittenBytes -= bytes;
      this.#wakeAll();
    });
  }

  /** Puts blocks into a pack that survives a power cut; from then on every writer knows them. */
  async #write(blocks: readonly PackedBlock[]): Promise<void> {
    const { place, index, temporary } = this.#order;
    const { name, bytes } = await putPack(place, temporary(), packBuffers(blocks));
    await index.add(name);
    for (const { id } of blocks) this.#own.delete(id);
    this.stored.packs.push(name);
    this.stored.bytes += bytes;
  }

  #throwIfBroken(): void {
    if (this.#broken) throw this.#broken.error;
  }
}
