import { createHash, type Hash } from "node:crypto";
import { crc32 } from "node:zlib";
import { type Content, type Entry, ReadAgain } from "#lib/entries";
import { unlessAborted } from "#lib/failures";
import type { AddedEntry } from "./archive.ts";
import { type BlockId, type BlockRef, blockMethods, closingBytes } from "./blocks/block.ts";
import { cut } from "./blocks/cut.ts";
import type { PackWriter } from "./blocks/pack-writer.ts";
import { asWarning, entryOf, leftOut } from "./entry.ts";
import { blocksInLineMax, type Held, lineOfRef, type StoredEntry } from "./listing/stored-entry.ts";
import { framedBytes } from "./view/frame.ts";
import { methods, type RecordFacts } from "./zip/facts.ts";

/** So many blocks one list of a long file names. */
const blocksInList = 4_096;

/** What reading a source threw, told apart from what the vault itself throws. */
class SourceError extends Error {
  constructor(cause: unknown) {
    super("A source could not be read.", { cause });
  }
}

/** What came of one entry, and where its content will lie. */
export interface ContentTaken {
  added: AddedEntry;
  /** `null`: it has none. */
  held: Promise<Held> | null;
}

/**
 * Reads a file and stores what of it the vault does not have. One that changed while it was read is
 * read a second time; one that cannot be read is left out by name.
 *
 * @throws what storing throws; the signal's reason
 */
export async function takeContent(
  entry: Entry,
  packs: PackWriter,
  signal: AbortSignal,
  isAgain = false,
): Promise<ContentTaken> {
  let content: Content | null = null;
  try {
    const opening = entry.open().catch((error: unknown) => {
      throw new SourceError(error);
    });
    content = await unlessAborted(signal, opening, (late) => void close(late));
    const blocks = new FileBlocks(packs);
    const pieces = cut(readWhole(content.chunks));
    for (;;) {
      const next = await unlessAborted(signal, pieces.next());
      if (next.done) break;
      await unlessAborted(signal, blocks.add(next.value));
    }
    const judging = content.verdict().catch((error: unknown) => asWarning(error, entry.path));
    const warning = await unlessAborted(signal, judging);
    const { bytes, sha256 } = blocks.seen();
    return { added: { kept: true, bytes, sha256, warning }, held: blocks.held(entry) };
  } catch (error) {
    if (content) void close(content);
    signal.throwIfAborted();
    if (!(error instanceof SourceError)) throw error;
    if (error.cause instanceof ReadAgain && !isAgain)
      return takeContent(entry, packs, signal, true);
    return { added: leftOut(asWarning(error.cause, entry.path)), held: null };
  }
}

/** What the listing says of an entry, once that is known; `null`: it was left out. */
export async function lineOf(
  entry: Entry,
  facts: RecordFacts,
  taking: Promise<ContentTaken>,
): Promise<StoredEntry | null> {
  const { added, held } = await taking;
  if (!added.kept) return null;
  const line = entryOf(entry, facts, added);
  return held ? { ...line, held: await held } : line;
}

/** Closing can hang where reading did; nobody waits for it. */
function close(content: Content): Promise<void> {
  return content.close().catch(() => {});
}

async function* readWhole(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const iterator = chunks[Symbol.asyncIterator]();
  for (;;) {
    let next: IteratorResult<Buffer>;
    try {
      next = await iterator.next();
    } catch (error) {
      throw new SourceError(error);
    }
    if (next.done) return;
    yield next.value;
  }
}

/** The blocks of one file while it is read, and what its content is. */
class FileBlocks {
  readonly #packs: PackWriter;
  #refs: Promise<BlockRef>[] = [];
  readonly #lists: BlockRef[] = [];
  readonly #sums = { packed: 0, framed: 0, allStored: true };
  #first: { id: BlockId; content: Buffer } | null = null;
  #hash: Hash | null = null;
  #bytes = 0;
  #crc = 0;

  constructor(packs: PackWriter) {
    this.#packs = packs;
  }

  async add(block: Buffer): Promise<void> {
    this.#bytes += block.length;
    this.#crc = crc32(block, this.#crc);
    if (this.#first) this.#hash ??= createHash("sha256").update(this.#first.content);
    this.#hash?.update(block);
    const { id, ref, room } = this.#packs.put(block);
    this.#first ??= { id, content: block };
    ref.catch(() => {}); // `held` tells
    this.#refs.push(ref);
    if (room) await room;
    if (this.#refs.length >= blocksInList) await this.#list();
  }

  /** Once, when everything was added. */
  seen(): { bytes: number; sha256: string } {
    return { bytes: this.#bytes, sha256: this.#sha256() };
  }

  /** A single block is known by the digest of the whole file. */
  #sha256(): string {
    if (this.#hash) return this.#hash.digest("hex");
    if (this.#first) return Buffer.from(this.#first.id, "base64url").toString("hex");
    return sha256Of("");
  }

  async held({ changed, inode, device, mark }: Entry): Promise<Held> {
    const isLong = this.#lists.length > 0 || this.#refs.length > blocksInLineMax;
    if (isLong) await this.#list();
    const blocks = isLong ? this.#lists : await this.#known();
    const { packed, framed, allStored } = this.#sums;
    return {
      changed: Number.isNaN(changed.getTime()) ? 0 : changed.getTime(),
      inode,
      device,
      ...(mark ? { mark } : {}),
      crc: this.#crc,
      packed: allStored ? packed : framed + closingBytes.length,
      method: allStored ? methods.store : methods.deflate,
      blocks: blocks.map(lineOfRef),
      ...(isLong ? { lists: true } : {}),
    };
  }

  async #list(): Promise<void> {
    const refs = await this.#known();
    if (refs.length === 0) return;
    const list = Buffer.from(JSON.stringify(refs.map(lineOfRef)));
    this.#lists.push(await this.#packs.putListing(list));
  }

  /** The blocks since the last list, counted. */
  async #known(): Promise<BlockRef[]> {
    const refs = await Promise.all(this.#refs.splice(0));
    for (const ref of refs) {
      this.#sums.packed += ref.packed;
      this.#sums.framed += framedBytes(ref);
      this.#sums.allStored &&= ref.method === blockMethods.stored;
    }
    return refs;
  }
}

/** SHA-256 of bytes in memory, hexadecimal. */
export function sha256Of(bytes: Buffer | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}
