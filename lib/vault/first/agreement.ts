import { Damage } from "../damage.ts";
import { targetOf } from "../entry.ts";
import type { WrittenEntry } from "../manifest.ts";
import type { DirectoryRecord } from "./directory.ts";

/**
 * Holds the manifest against the directory while the manifest is read: both name the same entries
 * in the same order, of the same kind and size. What only one of them knows is damage.
 */
export class Agreement {
  readonly #records: readonly DirectoryRecord[];
  #next = 0;

  /** @param records of the directory, the manifest's own included, which is the last */
  constructor(records: readonly DirectoryRecord[]) {
    this.#records = records.slice(0, -1);
  }

  /** @throws Damage */
  check(entry: WrittenEntry): void {
    const record = this.#records[this.#next];
    if (!record) throw new Damage(entry.path, "the manifest names it, but it is not there");
    this.#next++;
    if (record.path !== entry.path) {
      // The manifest has a CRC-32 of its own: its name is the one to be believed and shown.
      throw new Damage(entry.path, "the directory has another name in its place");
    }
    const size = entry.kind === "link" ? targetOf(entry).length : entry.size;
    if (record.kind !== entry.kind || record.size !== size) {
      throw new Damage(record.path, "the manifest gives another kind or size for it");
    }
    if ((entry.kind === "file") !== (entry.sha256 !== undefined)) {
      throw new Damage(record.path, "the manifest has no SHA-256 for it");
    }
  }

  /** @throws Damage */
  end(): void {
    const more = this.#records[this.#next];
    if (more) throw new Damage(more.path, "the manifest does not name it");
  }
}
