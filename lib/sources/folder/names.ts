import type { Dir } from "node:fs";
import { openFolder } from "./handle.ts";

/** The names in one folder, given out in portions. */
export interface Names {
  /** The next names, at most `count`; none at the end. */
  take(count: number): Promise<Buffer[]>;
  /** How many names it holds in memory now. */
  readonly held: number;
  /** Forgets the names it holds; they are read again when their turn comes. */
  release(): void;
  close(): Promise<void>;
}

/** As many names of one folder are sorted in memory at once. */
export const namesSortedMax = 50_000;
/** As many names of one folder are read ahead when order does not matter. */
export const namesAheadMax = 1_024;

/**
 * Opens a folder and reads its first names.
 *
 * @throws system errors of opening and listing it; `LeadsOutside`
 */
export async function openNames(
  folder: { path: Buffer; root: Buffer },
  { sorted, sortedMax = namesSortedMax }: { sorted: boolean; sortedMax?: number },
): Promise<Names> {
  const names = sorted ? new SortedNames(folder, sortedMax) : new NamesAsTheyCome(folder);
  await names.fill(); // closes the folder itself when it breaks off
  return names;
}

/**
 * In the order of the folder itself. It stays open between portions only when it holds more names
 * than are read ahead.
 */
class NamesAsTheyCome implements Names {
  readonly #folder: { path: Buffer; root: Buffer };
  #dir: Dir | null = null;
  #ahead: Buffer[] = [];

  constructor(folder: { path: Buffer; root: Buffer }) {
    this.#folder = folder;
  }

  get held(): number {
    return this.#ahead.length;
  }

  async fill(): Promise<void> {
    this.#dir ??= await openFolder(this.#folder.path, this.#folder.root);
    try {
      while (this.#ahead.length < namesAheadMax) {
        const next = await this.#dir.read();
        if (!next) return this.close();
        this.#ahead.push(nameOf(next));
      }
    } catch (error) {
      await this.close(); // nobody asks a folder again that broke off
      throw error;
    }
  }

  async take(count: number): Promise<Buffer[]> {
    if (this.#ahead.length === 0 && this.#dir) await this.fill();
    return this.#ahead.splice(0, count);
  }

  release(): void {} // what it holds is little, and could not be found again

  async close(): Promise<void> {
    const dir = this.#dir;
    this.#dir = null;
    await dir?.close();
  }
}

/**
 * Sorted by their bytes. A folder with more names than `namesSortedMax` is read several times, each
 * time for the names that follow: memory stays bounded and the order complete, for some time more.
 */
class SortedNames implements Names {
  readonly #folder: { path: Buffer; root: Buffer };
  #sorted: Buffer[] = [];
  #next = 0;
  /** The last name given out; `null` before the first. */
  #last: Buffer | null = null;
  #hasMore = true;
  readonly #max: number;

  constructor(folder: { path: Buffer; root: Buffer }, max: number) {
    this.#folder = folder;
    this.#max = max;
  }

  get held(): number {
    return this.#sorted.length - this.#next;
  }

  async fill(): Promise<void> {
    let found: Buffer[] = [];
    let cut: Buffer | null = null; // names beyond it are left to the next reading
    const dir = await openFolder(this.#folder.path, this.#folder.root);
    for await (const entry of dir) {
      const name = nameOf(entry);
      if (this.#last && name.compare(this.#last) <= 0) continue;
      if (cut && name.compare(cut) > 0) continue;
      found.push(name);
      if (found.length < 2 * this.#max) continue;
      found = sort(found).slice(0, this.#max);
      cut = found.at(-1) ?? null;
    }
    this.#hasMore = cut !== null || found.length > this.#max;
    this.#sorted = sort(found).slice(0, this.#max);
    this.#next = 0;
  }

  async take(count: number): Promise<Buffer[]> {
    if (this.held === 0 && this.#hasMore) await this.fill();
    const taken = this.#sorted.slice(this.#next, this.#next + count);
    this.#next += taken.length;
    this.#last = taken.at(-1) ?? this.#last;
    return taken;
  }

  release(): void {
    if (this.held > 0) this.#hasMore = true;
    this.#sorted = [];
    this.#next = 0;
  }

  async close(): Promise<void> {}
}

function sort(names: Buffer[]): Buffer[] {
  return names.sort(Buffer.compare);
}

/** `Dirent` is typed for text; these folders were opened for bytes. */
function nameOf(entry: { name: unknown }): Buffer {
  if (!Buffer.isBuffer(entry.name)) throw new TypeError("A folder's name is bytes.");
  return entry.name;
}
