import type { FileHandle } from "node:fs/promises";
import type { Content } from "#lib/entries";
import { type Failure, fail, isFailure } from "#lib/failures";
import { chunkBytes, chunksOf } from "../chunks.ts";
import { contentOf } from "../content.ts";
import { letGo, unlessAborted } from "../patience.ts";
import { foundWords } from "../words.ts";
import { LeadsOutside, leadsInside, openFile } from "./handle.ts";
import { refusalOf } from "./refusal.ts";
import { stage } from "./stage.ts";
import { isRestless, isUnchanged, readSteadily } from "./steady.ts";

/** A file that a walk found. */
export interface FileToRead {
  path: Buffer;
  /** The source's folder. */
  root: Buffer;
  shown: string;
}

export interface Reading {
  /** A log: it may grow while it is read, and is read to the size it had when it was opened. */
  mayGrow: boolean;
  /** A folder of this source alone, for copies of files that somebody is writing. */
  scratch: string;
  signal: AbortSignal;
  /** Called with the bytes that were handed on since the last call. */
  moved: (bytes: number) => void;
}

/** Files up to this size are read whole before anything is handed on. */
export const wholeBytesMax = 4 * 1024 * 1024;
/** Larger ones are copied aside first when somebody wrote them a moment ago, up to this size. */
export const stagedBytesMax = 1024 * 1024 * 1024;

/**
 * Opens a file's content. It gives `size` bytes, never more: what was appended meanwhile belongs to
 * the next run. It gives fewer only when the file became shorter, and then the verdict says so.
 *
 * Small files, and larger ones that somebody is writing, are read before anything is handed on, and
 * once more when they changed meanwhile. Other files are handed on as they are read: only the verdict
 * can tell that they changed.
 *
 * @throws Failure `entry-unreadable`, `entry-vanished`, `entry-replaced`; the signal's reason
 */
export async function openContent(file: FileToRead, reading: Reading): Promise<Content> {
  const { signal } = reading;
  const handle = await openRegularFile(file, signal);
  try {
    const stats = await unlessAborted(signal, handle.stat({ bigint: true }));
    if (!reading.mayGrow) {
      const whole = stats.size <= wholeBytesMax ? await readWhole(handle, signal) : null;
      if (whole) {
        letGo(handle);
        return contentOfBytes(whole, file, reading);
      }
      const staged = isRestless(stats) ? await stage(handle, { ...reading, stagedBytesMax }) : null;
      if (staged) {
        letGo(handle);
        return contentOfCopy(staged, file, reading);
      }
    }
    return contentOfFile(handle, Number(stats.size), file, reading);
  } catch (error) {
    letGo(handle);
    throw await asWarning(error, file, signal);
  }
}

async function openRegularFile(file: FileToRead, signal: AbortSignal): Promise<FileHandle> {
  let handle: FileHandle;
  try {
    handle = await unlessAborted(signal, openFile(file.path), letGo);
  } catch (error) {
    throw await asWarning(error, file, signal);
  }
  try {
    const stats = await unlessAborted(signal, handle.stat({ bigint: true }));
    if (!stats.isFile()) {
      throw fail("entry-replaced", { path: file.shown, found: foundWords(stats) });
    }
    if (!(await unlessAborted(signal, leadsInside(handle, file)))) throw new LeadsOutside();
    return handle;
  } catch (error) {
    letGo(handle);
    throw await asWarning(error, file, signal);
  }
}

async function asWarning(error: unknown, file: FileToRead, signal: AbortSignal): Promise<unknown> {
  if (isFailure(error) || signal.aborted) return error;
  return unlessAborted(signal, refusalOf(error, { ...file, kind: "file" }));
}

/** A file's bytes in memory; `null` when it has grown too large for that by now. */
function readWhole(handle: FileHandle, signal: AbortSignal) {
  const look = () => unlessAborted(signal, handle.stat({ bigint: true }));
  return readSteadily(look, async (size) => {
    if (size > wholeBytesMax) return null;
    const chunks: Buffer[] = [];
    for await (const chunk of chunksOf(handle, size, signal)) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    return { value: bytes, length: bytes.length, isLike: (other: Buffer) => other.equals(bytes) };
  });
}

function contentOfBytes(
  { value, isSteady }: { value: Buffer; isSteady: boolean },
  file: FileToRead,
  reading: Reading,
): Content {
  const chunks = async function* () {
    for (let at = 0; at < value.length; at += chunkBytes) {
      yield value.subarray(at, at + chunkBytes);
    }
  };
  const verdict = async () => (isSteady ? null : changed(file));
  return contentOf({ size: value.length, chunks, verdict, free: () => {} }, reading.moved);
}

function contentOfCopy(
  { value, length, isSteady }: { value: FileHandle; length: number; isSteady: boolean },
  file: FileToRead,
  reading: Reading,
): Content {
  const chunks = () => chunksOf(value, length, reading.signal);
  const verdict = async () => (isSteady ? null : changed(file));
  return contentOf({ size: length, chunks, verdict, free: () => letGo(value) }, reading.moved);
}

async function contentOfFile(
  handle: FileHandle,
  size: number,
  file: FileToRead,
  reading: Reading,
): Promise<Content> {
  const { mayGrow, signal } = reading;
  const look = () => unlessAborted(signal, handle.stat({ bigint: true }));
  const before = await look();
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
    if (bytes < size) return fail("entry-shrunk", { path: file.shown, bytes });
    return mayGrow || isUnchanged(before, await look()) ? null : changed(file);
  };
  return contentOf({ size, chunks, verdict, free: () => letGo(handle) }, reading.moved);
}

function changed({ shown }: FileToRead): Failure {
  return fail("entry-changed", { path: shown });
}
