import { once } from "node:events";
import { pipeline } from "node:stream/promises";
import { crc32, createDeflateRaw } from "node:zlib";
import { Archiver, type ArchiverData, type ArchiverModule } from "archiver";
import { type ZipArchiveEntry, ZipArchiveOutputStream } from "compress-commons";
import { methods, type ZipRecord } from "./record.ts";

/**
 * Level of deflate. One gigabyte of databases, logs, media and configuration files became 634, 614
 * and 610 MB at level 1, 5 and 6, for 6, 10 and 15 s of deflating.
 */
export const deflateLevel = 5;

/** Content that is in memory already, packed or as it is. */
export interface PackedBytes {
  bytes: Buffer;
  deflated: boolean;
  /** Size and CRC-32 of the content itself. */
  size: number;
  crc: number;
}

/** One ZIP from its first byte to its last, as archiver's ZIP layer writes it. */
export class ZipOutput extends ZipArchiveOutputStream {
  #gathered: Buffer[] | null = null;

  constructor() {
    super({ zlib: { level: deflateLevel } });
  }

  /** Headers arrive field by field; gathered they pass the streams below as one chunk. */
  override write(chunk: Buffer | string): boolean {
    if (this.#gathered === null) return super.write(chunk);
    const bytes = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
    this.#gathered.push(bytes);
    this.offset += bytes.length;
    return true;
  }

  /** Adds an entry whose content is in memory: header, content, nothing behind it. */
  async putBytes(record: ZipRecord, packed: PackedBytes, signal: AbortSignal): Promise<void> {
    record.setMethod(packed.deflated ? methods.deflate : methods.store);
    record.setCrc(packed.crc);
    record.setSize(packed.size);
    record.setCompressedSize(packed.bytes.length);
    this.#begin(record);
    await this.#send(packed.bytes, signal);
    this._entries.push(record);
  }

  /**
   * Adds an entry of any length as it is read; sizes and CRC-32 follow the content.
   *
   * @throws what `content` throws; `discard` then takes back what was written of it
   */
  async putStream(
    record: ZipRecord,
    content: { chunks: AsyncIterable<Buffer>; deflate: boolean },
    signal: AbortSignal,
  ): Promise<void> {
    let crc = 0;
    let size = 0;
    let packedSize = 0;
    const counted = async function* () {
      for await (const chunk of content.chunks) {
        crc = crc32(chunk, crc);
        size += chunk.length;
        yield chunk;
      }
    };
    let sending = Promise.resolve();
    const send = (packed: AsyncIterable<Buffer>) => {
      sending = (async () => {
        for await (const chunk of packed) {
          packedSize += chunk.length;
          await this.#send(chunk, signal);
        }
      })();
      return sending;
    };
    record.setMethod(content.deflate ? methods.deflate : methods.store);
    record.getGeneralPurposeBit().useDataDescriptor(true);
    this.#begin(record);
    if (content.deflate) {
      const deflate = createDeflateRaw({ level: deflateLevel, chunkSize: 128 * 1024 });
      try {
        await pipeline(counted, deflate, send, { signal });
      } finally {
        await sending.catch(() => {}); // nothing more is sent once this entry has ended
      }
    } else {
      await send(counted());
    }
    record.setCrc(crc);
    record.setSize(size);
    record.setCompressedSize(packedSize);
    this.#whole(() => this._writeDataDescriptor(record));
    this._entries.push(record);
  }

  /** Takes back the entry begun at `offset`: the next one is written in its place. */
  discard(offset: number): void {
    this.offset = offset;
  }

  override _writeCentralFileHeader(record: ZipArchiveEntry): void {
    this.#whole(() => super._writeCentralFileHeader(record));
  }

  #begin(record: ZipRecord): void {
    record._offsets = { file: 0, data: 0, contents: 0 };
    this.#whole(() => this._writeLocalFileHeader(record));
  }

  #whole(write: () => void): void {
    const gathered: Buffer[] = [];
    this.#gathered = gathered;
    try {
      write();
    } finally {
      this.#gathered = null;
    }
    const bytes = Buffer.concat(gathered);
    this.offset -= bytes.length; // `write` counts them again
    super.write(bytes);
  }

  async #send(bytes: Buffer, signal: AbortSignal): Promise<void> {
    if (bytes.length > 0 && !this.write(bytes)) await once(this, "drain", { signal });
  }
}

type Write = (zip: ZipOutput) => Promise<void>;

/** archiver with a ZIP layer of its own; `put` waits for its turn in archiver's queue. */
export class ZipPacker extends Archiver {
  readonly zip: ZipOutput;

  constructor() {
    super();
    this.zip = new ZipOutput();
    this._format = "zip";
    this._supportsDirectory = true;
    this._supportsSymlink = true;
    this._module = moduleOf(this.zip);
    this._modulePipe();
  }

  /** Lets `write` add one entry; rejects with what it throws, and goes on with the next. */
  put(name: string, write: Write): Promise<void> {
    return new Promise((resolve, reject) => {
      const turn: Write = (zip) => write(zip).then(resolve, reject);
      this.append(Buffer.alloc(0), { name, turn });
    });
  }
}

/** archiver's format interface; the content comes with the turn, opened when its turn has come. */
function moduleOf(zip: ZipOutput): ArchiverModule {
  return {
    append: (_source, data: ArchiverData & { turn?: Write }, callback) => {
      void (data.turn?.(zip) ?? Promise.resolve()).then(() => callback(), callback);
    },
    finalize: () => zip.finish(),
    on: (event, listener) => zip.on(event, listener as () => void),
    pipe: (target) => zip.pipe(target),
    unpipe: (target) => zip.unpipe(target),
  };
}
