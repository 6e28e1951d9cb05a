import { type FileHandle, open } from "node:fs/promises";

/** As many packs stay open at once for one reader. */
const openMax = 8;

interface OpenPack {
  handle: Promise<FileHandle>;
  /** How many read it at this moment. */
  readers: number;
  /** It is closed by whoever reads it last. */
  isLeft: boolean;
}

/** Packs that are open for one reader; the one that was used longest ago is closed for another. */
export class OpenPacks {
  readonly #pathOf: (pack: string) => string;
  readonly #open = new Map<string, OpenPack>();

  constructor(pathOf: (pack: string) => string) {
    this.#pathOf = pathOf;
  }

  /** Reads in a pack, which stays open meanwhile. @throws what opening it and the work throw */
  async use<T>(pack: string, work: (handle: FileHandle) => Promise<T>): Promise<T> {
    const opened = this.#take(pack);
    opened.readers += 1;
    try {
      return await work(await opened.handle);
    } finally {
      opened.readers -= 1;
      if (opened.isLeft) await closeUnread(opened);
    }
  }

  /** Closes all that nobody reads; the rest once it is read. */
  async close(): Promise<void> {
    const all = [...this.#open.values()];
    this.#open.clear();
    for (const opened of all) await leave(opened);
  }

  #take(pack: string): OpenPack {
    const known = this.#open.get(pack);
    const opened = known ?? this.#begin(pack);
    this.#open.delete(pack); // the newest stands last
    this.#open.set(pack, opened);
    const [oldest] = this.#open;
    if (this.#open.size > openMax && oldest) {
      this.#open.delete(oldest[0]);
      void leave(oldest[1]);
    }
    return opened;
  }

  #begin(pack: string): OpenPack {
    const handle = open(this.#pathOf(pack), "r");
    const opened: OpenPack = { handle, readers: 0, isLeft: false };
    // One that could not be opened is tried anew by the next: it may be back by then.
    handle.catch(() => this.#open.get(pack) === opened && this.#open.delete(pack));
    return opened;
  }
}

function leave(opened: OpenPack): Promise<void> {
  opened.isLeft = true;
  return closeUnread(opened);
}

/** Closing what was only read loses nothing, so a failure of it says nothing. */
async function closeUnread(opened: OpenPack): Promise<void> {
  if (opened.readers > 0) return;
  const handle = await opened.handle.catch(() => null);
  await handle?.close().catch(() => {});
}
