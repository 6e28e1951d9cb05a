import type { Part } from "./manifest-file.ts";
import type { PartWriter } from "./part-writer.ts";
import type { StoredEntry } from "./stored-entry.ts";

/** Lines whose blocks are still being packed; whoever has more waits. */
const waitingMax = 1_000;

/** Puts entries into the listing in the order they were added, each once its blocks are known. */
export class LineQueue {
  readonly #parts: PartWriter;
  #waiting = 0;
  #tail: Promise<void> = Promise.resolve();

  constructor(parts: PartWriter) {
    this.#parts = parts;
  }

  /**
   * @param line `null`: the entry was left out
   * @throws what storing the blocks of an entry before threw
   */
  async add(line: Promise<StoredEntry | null>): Promise<void> {
    line.catch(() => {}); // where an entry before it broke off, nobody asks for it any more
    this.#waiting += 1;
    const before = this.#tail;
    const own = (async () => {
      await before;
      const known = await line;
      if (known) this.#parts.add(known);
      this.#waiting -= 1;
    })();
    own.catch(() => {}); // told by the next `add`, or by `finish`
    this.#tail = own;
    if (this.#waiting >= waitingMax) await own;
  }

  async finish(): Promise<Part[]> {
    await this.#tail;
    return this.#parts.finish();
  }
}
