import type { BigIntStats } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { type Content, ReadAgain } from "#lib/entries";
import { fail, isFailure, unlessAborted } from "#lib/failures";
import { chunksOf } from "../chunks.ts";
import { contentInMemory, contentOf } from "../content.ts";
import { letGo } from "../let-go.ts";
import { foundWords } from "../words.ts";
import { LeadsOutside, leadsInside, openFile } from "./handle.ts";
import { refusalOf } from "./refusal.ts";
import { isSteady, lookBefore } from "./steady.ts";

/** A file that a walk found. */
export interface FileToRead {
  path: Buffer;
  /** The source's folder. */
  root: Buffer;
  shown: string;
}

export interface ReadingOrder {
  /** A log: it may grow while it is read, and is read to the size it had when it was opened. */
  mayGrow: boolean;
  /** The whole of a small file that is not being changed; `null`: it is to be read in pieces. */
  readSmall: () => Promise<Buffer | null>;
  signal: AbortSignal;
  /** Called with the bytes that were handed on since the last call. */
  moved: (bytes: number) => void;
}

/**
 * Opens a file's content, and once more when it changed while it was read.
 *
 * A content gives `size` bytes, never more: what was appended meanwhile belongs to the next run. It
 * is handed on as it is read, whatever its size. At the end of the first reading it may turn out
 * that the file changed: then the stream breaks off with `ReadAgain`, and whoever reads drops what
 * it got and opens again. What a second reading gives is kept, and its verdict names a file that
 * changed again, or became shorter.
 *
 * @returns throws Failure `entry-unreadable`, `entry-vanished`, `entry-replaced`; the signal's reason
 */
export function contentsOf(file: FileToRead, order: ReadingOrder): () => Promise<Content> {
  let openings = 0;
  const moved = countedOnce(order.moved);
  return async () => {
    openings += 1;
    const small = await unlessAborted(order.signal, order.readSmall());
    if (small) return contentInMemory(small, moved());
    const opened = await openRegularFile(file, order.signal);
    try {
      const mayBreakOff = openings === 1;
      return await contentOfFile(opened, file, { ...order, mayBreakOff, moved: moved() });
    } catch (error) {
      letGo(opened.handle);
      throw await asWarning(error, file, order.signal);
    }
  };
}

/** What a file gives moves a run on once, however often it is read; the rest shows that it goes on. */
function countedOnce(moved: (bytes: number) => void): () => (bytes: number) => void {
  let counted = 0;
  return () => {
    let given = 0;
    return (bytes) => {
      given += bytes;
      const more = Math.max(0, given - counted);
      counted += more;
      moved(more);
    };
  };
}

interface Opened {
  handle: FileHandle;
  /** As it was once it was open, and when that was. */
  stats: BigIntStats;
  seenAt: number;
}

async function openRegularFile(file: FileToRead, signal: AbortSignal): Promise<Opened> {
  let handle: FileHandle;
  try {
    handle = await unlessAborted(signal, openFile(file.path), letGo);
  } catch (error) {
    throw await asWarning(error, file, signal);
  }
  try {
    const stats = await unlessAborted(signal, handle.stat({ bigint: true }));
    const seenAt = Date.now();
    if (!stats.isFile()) {
      throw fail("entry-replaced", { path: file.shown, found: foundWords(stats) });
    }
    if (!(await unlessAborted(signal, leadsInside(handle, file)))) throw new LeadsOutside();
    return { handle, stats, seenAt };
  } catch (error) {
    letGo(handle);
    throw await asWarning(error, file, signal);
  }
}

async function asWarning(error: unknown, file: FileToRead, signal: AbortSignal): Promise<unknown> {
  if (isFailure(error) || signal.aborted) return error;
  return unlessAborted(signal, refusalOf(error, { ...file, kind: "file" }));
}

async function contentOfFile(
  { handle, stats, seenAt }: Opened,
  file: FileToRead,
  { mayGrow, mayBreakOff, signal, moved }: ReadingOrder & { mayBreakOff: boolean },
): Promise<Content> {
  const look = () => unlessAborted(signal, handle.stat({ bigint: true }));
  const reading = mayGrow ? null : await lookBefore({ before: stats, beganAt: seenAt }, look);
  const size = Number((reading?.before ?? stats).size);
  let bytes = 0;
  const chunks = async function* () {
    try {
      for await (const chunk of chunksOf(handle, size, signal)) {
        bytes += chunk.length;
        yield chunk;
      }
    } catch (error) {
      throw await asWarning(error, file, signal);
    }
  };
  const verdict = async () => {
    const isSame = reading === null || isSteady({ ...reading, after: await look(), bytes });
    if (isSame && bytes === size) return null;
    if (reading && mayBreakOff) throw new ReadAgain();
    const { shown } = file;
    return bytes < size
      ? fail("entry-shrunk", { path: shown, bytes })
      : fail("entry-changed", { path: shown });
  };
  return contentOf({ size, chunks, verdict, free: () => letGo(handle) }, moved);
}
