import { open, stat } from "node:fs/promises";
import path from "node:path";
import { Damage } from "../damage.ts";
import { isCode, packPath, packsOf, type VaultPlace } from "../place.ts";
import { readExactly } from "../read-exactly.ts";
import { syncFolder } from "../sync.ts";
import type { BlockId, BlockMethod, BlockRef } from "./block.ts";
import { BlockTable } from "./block-table.ts";
import { listPacks } from "./list-packs.ts";
import {
  checkHeader,
  footerBytes,
  headerBytes,
  type PackRecord,
  readFooter,
  readTable,
  recordBytes,
} from "./pack-format.ts";

/** As many packs are opened at once while their tables are read. */
const opensMax = 16;

/** Where a block lies. */
export interface PlacedBlock extends BlockRef {
  pack: string;
  offset: number;
  /** CRC-32 of its packed bytes. */
  crc: number;
}

/** A pack as the index knows it. */
export interface KnownPack {
  /** SHA-256 of the file, hexadecimal: its name. */
  name: string;
  bytes: number;
  blocks: number;
}

/** What an index knows at one moment. */
class Picture {
  readonly packs: KnownPack[] = [];
  readonly numbers = new Map<string, number>();
  readonly table = new BlockTable();

  /** Takes a pack in, with all of its blocks at once. */
  put(pack: { name: string; bytes: number }, records: readonly PackRecord[]): void {
    const number = this.packs.length;
    this.packs.push({ ...pack, blocks: records.length });
    this.numbers.set(pack.name, number);
    for (const record of records) this.table.put(record.id, { ...record, pack: number });
  }
}

/**
 * Which block lies in which pack, read from the tables of the packs themselves and held in memory: 36
 * to 72 bytes a block. It is only ever a picture of what is stored; what it lacks is stored again.
 * Writers and readers of a process share one: it changes step by step, and never shows half a step.
 */
export class PackIndex {
  readonly #place: VaultPlace;
  #picture = new Picture();
  #changing: Promise<void> = Promise.resolve();
  #settling: Promise<void> = Promise.resolve();
  readonly #lost = new Map<BlockId, string>();
  /** Folders in which packs were seen that somebody else may not have synced. */
  readonly #unsynced = new Set<string>();
  /** Packs whose table cannot be read, with why; their blocks count as missing. */
  damaged: ReadonlyMap<string, string> = new Map();

  private constructor(place: VaultPlace) {
    this.#place = place;
  }

  static readonly #open = new Map<string, PackIndex>();

  /** The index of a vault as it stands now; this process reads each pack's table once. */
  static async of(place: VaultPlace): Promise<PackIndex> {
    const key = `${place.id ?? ""} ${place.folder}`;
    const index = PackIndex.#open.get(key) ?? new PackIndex(place);
    PackIndex.#open.set(key, index);
    await index.refresh();
    return index;
  }

  /**
   * Learns of packs that came and went since. A look that is under way already may have missed what
   * the caller knows of: another one follows it.
   *
   * @throws errors of the file system
   */
  refresh(): Promise<void> {
    return this.#change(() => this.#look());
  }

  /**
   * Learns of a pack that was written. One that a pruning has retired already is met like any other
   * such: by who misses a block of it.
   *
   * @throws Damage; errors of the file system
   */
  add(name: string): Promise<void> {
    return this.#change(async () => {
      // Whoever adds it has written it, or it is new here.
      for (const [id, pack] of this.#lost) if (pack === name) this.#lost.delete(id);
      if (!this.has(name)) await this.#read(this.#picture, name).catch(unlessGone);
    });
  }

  /** Where a block lies; `null`: nowhere, as far as anybody knows. */
  find(id: BlockId): PlacedBlock | null {
    const slot = this.#picture.table.find(Buffer.from(id, "base64url"));
    const pack = slot && this.#picture.packs[slot.pack];
    if (!pack || this.#lost.get(id) === pack.name) return null;
    const { size, packed, crc, offset } = slot;
    return { id, size, packed, crc, offset, method: slot.method as BlockMethod, pack: pack.name };
  }

  /** Blocks that cannot be read in a pack which could not be set aside: they count as missing. */
  distrust(pack: string, ids: readonly BlockId[]): void {
    for (const id of ids) this.#lost.set(id, pack);
  }

  /**
   * Makes sure that a power cut leaves every pack it knows: one that was only seen may have come from
   * a writer that died, or has not come so far. Before anything is done that counts on them.
   *
   * @throws errors of the file system
   */
  settle(): Promise<void> {
    // One behind the other: what somebody else is syncing is not synced yet.
    const own = this.#settling.catch(() => {}).then(() => this.#settle());
    this.#settling = own;
    return own;
  }

  async #settle(): Promise<void> {
    const shards = [...this.#unsynced];
    if (shards.length === 0) return;
    this.#unsynced.clear(); // before: what is seen from now on may come too late for this
    const left = shards.values();
    const lane = async () => {
      for (const shard of left) {
        await syncFolder(path.join(packsOf(this.#place), shard)).catch(unlessGone);
      }
    };
    try {
      await Promise.all(Array.from({ length: opensMax }, lane));
      await syncFolder(packsOf(this.#place));
    } catch (error) {
      for (const shard of shards) this.#unsynced.add(shard);
      throw error;
    }
  }

  /** Whether it knows a pack, and can read its table. */
  has(pack: string): boolean {
    return this.#picture.numbers.has(pack);
  }

  /** Every pack it knows. */
  packs(): readonly KnownPack[] {
    return this.#picture.packs;
  }

  #change(step: () => Promise<void>): Promise<void> {
    const own = this.#changing.catch(() => {}).then(step);
    this.#changing = own;
    return own;
  }

  async #look(): Promise<void> {
    const names = await listPacks(this.#place);
    const present = new Set(names);
    // A block may lie in another pack too, which the table of the vanished one hid: all anew.
    const isWhole = [...this.#picture.numbers.keys()].every((name) => present.has(name));
    const picture = isWhole ? this.#picture : new Picture();
    const damaged = new Map<string, string>();
    const news = names.filter((name) => !picture.numbers.has(name)).values();
    const lane = async () => {
      for (const name of news) {
        this.#unsynced.add(name.slice(0, 2));
        try {
          await this.#read(picture, name);
        } catch (error) {
          if (isCode(error, "ENOENT")) continue;
          if (!(error instanceof Damage)) throw error;
          damaged.set(name, error.message);
        }
      }
    };
    await Promise.all(Array.from({ length: opensMax }, lane));
    this.#picture = picture;
    this.damaged = damaged;
  }

  async #read(picture: Picture, name: string): Promise<void> {
    const records: PackRecord[] = [];
    const bytes = await readPackTable(packPath(this.#place, name), (record) =>
      records.push(record),
    );
    picture.put({ name, bytes }, records);
  }
}

function unlessGone(error: unknown): void {
  if (!isCode(error, "ENOENT")) throw error;
}

/**
 * Reads the table of a pack's blocks.
 *
 * @returns how long the pack is
 * @throws Damage; errors of the file system
 */
export async function readPackTable(
  file: string,
  see: (record: PackRecord) => void,
): Promise<number> {
  const { size: packBytes } = await stat(file);
  if (packBytes < headerBytes + footerBytes) throw new Damage(null, "the file is cut short");
  const handle = await open(file, "r");
  try {
    checkHeader(await readExactly(handle, { at: 0, bytes: headerBytes }));
    const footerAt = packBytes - footerBytes;
    const footer = await readExactly(handle, { at: footerAt, bytes: footerBytes });
    const { count, crc } = readFooter(footer, packBytes);
    const bytes = count * recordBytes;
    const table = await readExactly(handle, { at: footerAt - bytes, bytes });
    for (const record of [...readTable(table, { crc, packBytes })]) see(record);
    return packBytes;
  } finally {
    await handle.close();
  }
}
