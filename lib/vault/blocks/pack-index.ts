import { open, readdir, stat } from "node:fs/promises";
import path from "node:path";
import { isCode, packPath, packsOf, type VaultPlace } from "../place.ts";
import { Damage } from "../zip/damage.ts";
import { readExactly } from "../zip/directory.ts";
import type { BlockId, BlockMethod, BlockRef } from "./block.ts";
import { BlockTable } from "./block-table.ts";
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

/**
 * Which block lies in which pack, read from the tables of the packs themselves and held in memory: 32
 * to 60 bytes a block. It is only ever a picture of what is stored; what it lacks is stored again.
 */
export class PackIndex {
  readonly #place: VaultPlace;
  #packs: (KnownPack | null)[] = [];
  #numbers = new Map<string, number>();
  #table = new BlockTable();
  #refreshing: Promise<void> = Promise.resolve();
  readonly #lost = new Map<BlockId, string>();
  /** Packs whose table cannot be read, with why; their blocks count as missing. */
  readonly damaged = new Map<string, string>();

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
    const own = this.#refreshing.catch(() => {}).then(() => this.#refresh());
    this.#refreshing = own;
    return own;
  }

  /** Where a block lies; `null`: nowhere, as far as anybody knows. */
  find(id: BlockId): PlacedBlock | null {
    const slot = this.#table.find(Buffer.from(id, "base64url"));
    if (!slot) return null;
    const pack = this.#packs[slot.pack];
    if (!pack || this.#lost.get(id) === pack.name) return null;
    const { size, packed, crc, offset } = slot;
    return { id, size, packed, crc, offset, method: slot.method as BlockMethod, pack: pack.name };
  }

  /** Blocks that cannot be read in a pack which could not be set aside: they count as missing. */
  distrust(pack: string, ids: readonly BlockId[]): void {
    for (const id of ids) this.#lost.set(id, pack);
  }

  /** Whether it knows a pack, and can read its table. */
  has(pack: string): boolean {
    return this.#numbers.has(pack);
  }

  /** Every pack it knows. */
  packs(): KnownPack[] {
    return this.#packs.filter((pack) => pack !== null);
  }

  /** Reads one pack's table. @throws Damage; errors of the file system */
  async add(name: string): Promise<void> {
    // Whoever adds it has written it, or it is new here.
    for (const [id, pack] of this.#lost) if (pack === name) this.#lost.delete(id);
    if (this.#numbers.has(name)) return;
    const number = this.#packs.length;
    this.#packs.push(null);
    this.#numbers.set(name, number);
    let blocks = 0;
    try {
      const bytes = await readPackTable(packPath(this.#place, name), (record) => {
        this.#table.put(record.id, { ...record, pack: number });
        blocks += 1;
      });
      this.#packs[number] = { name, bytes, blocks };
    } catch (error) {
      this.#numbers.delete(name);
      throw error;
    }
  }

  async #refresh(): Promise<void> {
    const names = await listPacks(this.#place);
    const present = new Set(names);
    // A block may lie in another pack too, which the table of the vanished one hid: all anew.
    if ([...this.#numbers.keys()].some((name) => !present.has(name))) this.#forget();
    this.damaged.clear();
    const news = names.filter((name) => !this.#numbers.has(name)).values();
    const lane = async () => {
      for (const name of news) {
        try {
          await this.add(name);
        } catch (error) {
          if (isCode(error, "ENOENT")) continue;
          if (!(error instanceof Damage)) throw error;
          this.damaged.set(name, error.message);
        }
      }
    };
    await Promise.all(Array.from({ length: opensMax }, lane));
  }

  #forget(): void {
    this.#packs = [];
    this.#numbers = new Map();
    this.#table = new BlockTable();
  }
}

/** Names of the packs that lie in a vault. @throws errors of the file system */
export async function listPacks(place: VaultPlace): Promise<string[]> {
  const names: string[] = [];
  for (const shard of await readdir(packsOf(place)).catch(unlessMissing)) {
    if (!/^[0-9a-f]{2}$/.test(shard)) continue;
    for (const file of await readdir(path.join(packsOf(place), shard))) {
      const name = /^([0-9a-f]{64})\.pack$/.exec(file)?.[1];
      if (name?.startsWith(shard)) names.push(name);
    }
  }
  return names.sort();
}

function unlessMissing(error: unknown): string[] {
  if (isCode(error, "ENOENT")) return [];
  throw error;
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
