import { createHash, type Hash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { Writable } from "node:stream";

/** Bytes on the way to this file that its sender does not wait for. */
const pendingBytesMax = 1024 * 1024;

/** After this many bytes the system is asked to write them out, so that the last sync is short. */
const syncEveryBytes = 64 * 1024 * 1024;

/** Bytes that wait for more of them before they are written. */
const heldBytesMax = 256 * 1024;

type Done = (error?: Error | null) => void;

interface Waiting {
  position: number;
  resolve: () => void;
}

/**
 * The file an archive is written to: bytes in order, their SHA-256 on the way, and a mark to go
 * back to when an entry turns out to be unreadable half way.
 */
export class ArchiveFile extends Writable {
  readonly #handle: FileHandle;
  #hash: Hash = createHash("sha256");
  /** Where the next byte goes. */
  #position = 0;
  /** Everything before it was taken to the end: it is written, or held. */
  #settled = 0;
  #held: Buffer[] = [];
  #heldBytes = 0;
  #mark: { position: number; hash: Hash | null } = { position: 0, hash: null };
  #waiting: Waiting[] = [];
  #syncedAt = 0;
  #syncing: Promise<void> | null = null;

  constructor(handle: FileHandle) {
    super({ highWaterMark: pendingBytesMax });
    this.#handle = handle;
  }

  /** Bytes that arrived so far. */
  get bytes(): number {
    return this.#position;
  }

  /** Remembers the state at `position`, which nothing handed over so far lies behind. */
  mark(position: number): void {
    this.#mark = { position, hash: null };
  }

  /** Resolves once everything before `position` has been taken; never, when the file was given up. */
  reached(position: number): Promise<void> {
    if (this.#settled >= position) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ position, resolve }));
  }

  /** Cuts the file back to the mark. Only after `reached`, with nothing under way. */
  async rewind(): Promise<void> {
    const { position, hash } = this.#mark;
    if (hash === null) return; // nothing arrived behind the mark
    await this.#writeOut();
    await this.#handle.truncate(position);
    this.#position = position;
    this.#settled = position;
    this.#syncedAt = Math.min(this.#syncedAt, position);
    this.#hash = hash.copy();
  }

  /** SHA-256 of the whole file, once it has ended. */
  digest(): string {
    return this.#hash.copy().digest("hex");
  }

  /** Makes what is written survive a power cut. */
  async sync(): Promise<void> {
    await this.#syncing;
    await this.#handle.sync();
  }

  override _write(chunk: Buffer, _encoding: string, done: Done): void {
    this.#take(chunk).then(() => done(), done);
  }

  override _writev(chunks: { chunk: Buffer }[], done: Done): void {
    this.#take(Buffer.concat(chunks.map((one) => one.chunk))).then(() => done(), done);
  }

  override _final(done: Done): void {
    this.#writeOut().then(() => done(), done);
  }

  async #take(bytes: Buffer): Promise<void> {
    this.#digestUpTo(bytes);
    this.#position += bytes.length;
    this.#held.push(bytes);
    this.#heldBytes += bytes.length;
    if (this.#heldBytes >= heldBytesMax) await this.#writeOut();
    this.#settled = this.#position;
    const due = this.#waiting.filter((one) => one.position <= this.#settled);
    this.#waiting = this.#waiting.filter((one) => one.position > this.#settled);
    for (const one of due) one.resolve();
  }

  /** Headers and small files are held together: one write for many of them. */
  async #writeOut(): Promise<void> {
    const bytes =
      this.#held.length === 1 && this.#held[0] ? this.#held[0] : Buffer.concat(this.#held);
    this.#held = [];
    this.#heldBytes = 0;
    const begin = this.#position - bytes.length;
    let written = 0;
    while (written < bytes.length) {
      const left = bytes.length - written;
      const part = await this.#handle.write(bytes, written, left, begin + written);
      written += part.bytesWritten;
    }
    this.#syncNowAndThen();
  }

  #digestUpTo(bytes: Buffer): void {
    const before = this.#mark.position - this.#position;
    if (this.#mark.hash === null && before >= 0 && before < bytes.length) {
      this.#hash.update(bytes.subarray(0, before));
      this.#mark = { position: this.#mark.position, hash: this.#hash.copy() };
      this.#hash.update(bytes.subarray(before));
    } else {
      this.#hash.update(bytes);
    }
  }

  #syncNowAndThen(): void {
    if (this.#syncing || this.#position - this.#syncedAt < syncEveryBytes) return;
    this.#syncedAt = this.#position;
    this.#syncing = this.#handle
      .datasync()
      .catch((error: unknown) => void this.destroy(error as Error))
      .finally(() => {
        this.#syncing = null;
      });
  }
}
