import { hash } from "node:crypto";
import type { BlockRef } from "../blocks/block.ts";
import { jsonLineBytes } from "../view/json.ts";
import { dataBytes, directoryBytes, rowOf } from "../zip/records.ts";
import type { Part } from "./manifest-file.ts";
import { lineOfRef, type StoredEntry } from "./stored-entry.ts";

/** A part ends where an entry's name says so, on average after so many entries. */
const entriesUsual = 256;
const entriesMax = 1024;
const textMax = 256 * 1024;

/**
 * Gathers entries into parts of a listing. Where a part ends depends on the names in it, so that an
 * entry put in or changed makes one part new and leaves all others as they are.
 */
export class PartWriter {
  readonly parts: Part[] = [];
  entries = 0;
  /** Where the next entry begins in the ZIP. */
  offset = 0;
  readonly #put: (part: Buffer) => Promise<BlockRef>;
  #lines = "";
  #open: Omit<Part, "block"> = { entries: 0, data: 0, directory: 0, text: 0 };
  readonly #ended: Promise<BlockRef>[] = [];

  constructor(put: (part: Buffer) => Promise<BlockRef>) {
    this.#put = put;
  }

  add(entry: StoredEntry): void {
    const row = rowOf(entry);
    const data = dataBytes(row);
    this.#lines += `${JSON.stringify(entry)}\n`;
    this.#open.entries += 1;
    this.#open.data += data;
    this.#open.directory += directoryBytes(row, this.offset);
    this.#open.text += jsonLineBytes(entry);
    this.offset += data;
    this.entries += 1;
    const { entries } = this.#open;
    if (entries >= entriesMax || this.#lines.length >= textMax || isLast(entry.path)) this.#end();
  }

  /** The parts, once all of them are stored. */
  async finish(): Promise<Part[]> {
    if (this.#open.entries > 0) this.#end();
    const blocks = await Promise.all(this.#ended);
    for (const [index, block] of blocks.entries()) {
      const part = this.parts[index];
      if (part) part.block = lineOfRef(block);
    }
    return this.parts;
  }

  #end(): void {
    const block: Part["block"] = ["", 0, 0, 0]; // known in the end
    this.parts.push({ ...this.#open, block });
    const stored = this.#put(Buffer.from(this.#lines));
    stored.catch(() => {}); // `finish` tells
    this.#ended.push(stored);
    this.#lines = "";
    this.#open = { entries: 0, data: 0, directory: 0, text: 0 };
  }
}

function isLast(path: string): boolean {
  return hash("sha256", path, "buffer").readUInt32LE(0) % entriesUsual === 0;
}
