import type { Part } from "./manifest-file.ts";
import type { PartWriter } from "./part-writer.ts";
import type { StoredEntry } from "./stored-entry.ts";

/** Lines whose blocks are still being packed; whoever has more waits. */
const waitingMax = 1_000;

/** Puts entries into the listing in the order they were added, each once its blocks are known. */
export class LineQueue {
  readonly #parts: PartWriter;
  #waiting = 0;
  #tail: Promise<void> | null = null;

  constructor(parts: PartWriter) {
    this.#parts = parts;
  }

  /** @throws what storing the blocks of an entry before threw */
  async add(line: StoredEntry | Promise<StoredEntry>): Promise<void> {
    if (!(line instanceof Promise) && this.#tail === null) {
      this.#parts.add(line);
      return;
    }
    this.#waiting += 1;
    const before = this.#tail;
    const own = (async () => {
      await before;
      this.#parts.add(await line);
      this.#waiting -= 1;
    })();
    own.catch(() => {}); // told by the next `add`, or by `finish`
    this.#tail = own;
    if (this.#waiting >= waitingMax) await own;
    if (this.#waiting === 0) this.#tail = null;
  }

  async finish(): Promise<Part[]> {
    await this.#tail;
    return this.#parts.finish();
  }
}
