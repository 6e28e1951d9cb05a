import { createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { unlessAborted } from "#lib/failures";
import { Damage } from "../damage.ts";

/** One read from the disk. */
const readBytes = 512 * 1024;

/** A file read once, from its first byte to its last, with its SHA-256. */
export class Sequence {
  readonly #handle: FileHandle;
  readonly #signal: AbortSignal;
  readonly #hash = createHash("sha256");
  #buffer: Buffer = Buffer.alloc(0);
  /** Where the next byte comes from. */
  position = 0;

  constructor(handle: FileHandle, signal: AbortSignal) {
    this.#handle = handle;
    this.#signal = signal;
  }

  /** The next `bytes` bytes in pieces. @throws Damage when the file ends before */
  async *slices(bytes: number): AsyncGenerator<Buffer> {
    let left = bytes;
    while (left > 0) {
      if (this.#buffer.length === 0) await this.#fill();
      if (this.#buffer.length === 0) throw new Damage(null, "the file is cut short");
      const slice = this.#buffer.subarray(0, left);
      this.#buffer = this.#buffer.subarray(slice.length);
      this.position += slice.length;
      left -= slice.length;
      yield slice;
    }
  }

  /** The next `bytes` bytes, few enough to hold. */
  async exactly(bytes: number): Promise<Buffer> {
    const slices: Buffer[] = [];
    for await (const slice of this.slices(bytes)) slices.push(slice);
    return slices.length === 1 && slices[0] ? slices[0] : Buffer.concat(slices);
  }

  /** Reads what is left and gives the SHA-256 of everything. */
  async digest(): Promise<string> {
    do this.#buffer = Buffer.alloc(0);
    while (await this.#fill());
    return this.#hash.digest("hex");
  }

  async #fill(): Promise<boolean> {
    this.#signal.throwIfAborted();
    const buffer = Buffer.allocUnsafe(readBytes);
    const { bytesRead } = await unlessAborted(
      this.#signal,
      this.#handle.read(buffer, 0, readBytes, null),
    );
    this.#buffer = buffer.subarray(0, bytesRead);
    this.#hash.update(this.#buffer);
    return bytesRead > 0;
  }
}
