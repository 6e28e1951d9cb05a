import type { FileHandle } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { asDiskFailure, unlessAborted } from "#lib/failures";
import { ArchiveFile } from "./archive-file.ts";
import { type PackedBytes, ZipPacker } from "./output.ts";
import { type RecordFacts, ZipRecord } from "./record.ts";

/** A disk that no longer answers must not keep a cancelled run from ending. */
const closeWaitMs = 1000;

/** The ZIP of one archive on its way into its temporary file. */
export class ZipSink {
  /** Aborted by whatever ends this archive; its reason is what everybody throws. */
  readonly signal: AbortSignal;
  readonly #handle: FileHandle;
  readonly #file: ArchiveFile;
  readonly #packer = new ZipPacker();
  readonly #stop = new AbortController();
  readonly #path: string;
  readonly #flowing: Promise<void>;

  /** @param file open for writing, empty; the sink closes it */
  constructor(file: { handle: FileHandle; path: string }, signal: AbortSignal) {
    this.#handle = file.handle;
    this.#path = file.path;
    this.#file = new ArchiveFile(file.handle);
    this.signal = AbortSignal.any([signal, this.#stop.signal]);
    this.#flowing = pipeline(this.#packer, this.#file, { signal: this.signal }).catch(
      (error: unknown) => this.#stop.abort(asDiskFailure(error, this.#path)),
    );
  }

  /** Adds an entry whose content is in memory. */
  async putBytes(facts: RecordFacts, packed: PackedBytes): Promise<void> {
    const record = new ZipRecord(facts, packed.size);
    const put = this.#packer.put(facts.path, (zip) => zip.putBytes(record, packed, this.signal));
    await this.#orWhy(put);
  }

  /**
   * Adds an entry while its content is read.
   *
   * @throws what `chunks` throws; nothing of the entry stays then, and the next one can be added
   */
  async putStream(
    facts: RecordFacts,
    content: { chunks: AsyncIterable<Buffer>; expectedBytes: number; deflate: boolean },
  ): Promise<void> {
    const record = new ZipRecord(facts, content.expectedBytes);
    const { zip } = this.#packer;
    const begin = zip.offset;
    this.#file.mark(begin);
    try {
      await this.#orWhy(
        this.#packer.put(facts.path, () => zip.putStream(record, content, this.signal)),
      );
    } catch (error) {
      await this.#takeBack(begin);
      throw error;
    }
  }

  async #takeBack(begin: number): Promise<void> {
    const { zip } = this.#packer;
    await this.#orWhy(this.#file.reached(zip.offset));
    try {
      zip.discard(begin);
      await this.#orWhy(this.#file.rewind());
    } catch (error) {
      this.#stop.abort(asDiskFailure(error, this.#path)); // the file is in no known state now
      throw this.signal.reason;
    }
  }

  /** Writes the directory, makes the file durable and closes it. */
  async finish(): Promise<{ bytes: number; sha256: string }> {
    await this.#orWhy(Promise.all([this.#packer.finalize(), this.#flowing]));
    await this.#orWhy(this.#durable());
    return { bytes: this.#file.bytes, sha256: this.#file.digest() };
  }

  async #durable(): Promise<void> {
    try {
      await this.#file.sync();
      await this.#handle.close();
    } catch (error) {
      throw asDiskFailure(error, this.#path);
    }
  }

  /** Stops writing and closes the file; waits a moment for a slow disk, not for a dead one. */
  async giveUp(): Promise<void> {
    this.#stop.abort(new Error("The archive was given up."));
    const closed = this.#flowing.then(() => this.#handle.close()).catch(() => {});
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), closeWaitMs);
    await unlessAborted(patience.signal, closed).catch(() => {});
    clearTimeout(timer);
  }

  /** The result of `work`, or the reason why this archive has ended. */
  async #orWhy<T>(work: Promise<T>): Promise<T> {
    try {
      return await unlessAborted(this.signal, work);
    } catch (error) {
      this.signal.throwIfAborted();
      throw error;
    }
  }
}
