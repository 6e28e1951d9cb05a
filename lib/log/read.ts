import { type FileHandle, open, readdir } from "node:fs/promises";
import path from "node:path";

export const logLevels = ["info", "warn", "error"] as const;
export type LogLevel = (typeof logLevels)[number];

/** One line of a log. */
export interface LogLine {
  at: Date;
  level: LogLevel;
  part: string;
  event: string;
  /** Everything else on it, by name. */
  facts: Record<string, string>;
}

/** As much is read at once, and as much of one part's logs at most: a page has to come soon. */
const chunkBytes = 65_536;
const readBytesMax = 8_000_000;
/** A longer line is cut: it is no line of ours. */
const lineBytesMax = 262_144;

/** The files of a part's log, oldest first: those that were set aside, then the one that is written. */
export async function logFilesOf(folder: string, part: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  const aside = names.filter((name) => /^\d{8}-\d{4}-\d{2,}-/.test(name) && isOf(name, part));
  const written = names.filter((name) => name === `${part}.log`);
  return [...aside.toSorted(), ...written].map((name) => path.join(folder, name));
}

function isOf(name: string, part: string): boolean {
  return name.endsWith(`-${part}.log`) && name.length === part.length + 21;
}

/**
 * The newest lines of a part's log that are wanted, the newest last. Reads from the end and no more
 * than it needs, 8 MB at most.
 *
 * @returns `isWhole`: nothing older was left unread
 */
export async function readLog(
  folder: string,
  wanted: { part: string; limit: number; wants: (line: LogLine) => boolean },
): Promise<{ lines: LogLine[]; isWhole: boolean }> {
  const lines: LogLine[] = [];
  let leftBytes = readBytesMax;
  for (const file of (await logFilesOf(folder, wanted.part)).toReversed()) {
    for await (const { text, bytes } of linesBackwards(file)) {
      leftBytes -= bytes;
      const line = parseLine(text);
      if (line && wanted.wants(line)) lines.push(line);
      if (lines.length >= wanted.limit || leftBytes <= 0)
        return { lines: lines.toReversed(), isWhole: false };
    }
  }
  return { lines: lines.toReversed(), isWhole: true };
}

/** The lines of a file from its last to its first, a chunk at a time. */
async function* linesBackwards(file: string): AsyncGenerator<{ text: string; bytes: number }> {
  const handle = await open(file, "r").catch(() => null); // set aside or let go meanwhile
  if (!handle) return;
  try {
    let end = (await handle.stat()).size;
    let rest = Buffer.alloc(0); // the beginning of what was read: a line that is not whole yet
    while (end > 0) {
      const start = Math.max(0, end - chunkBytes);
      const read = Buffer.concat([await readAt(handle, start, end), rest]);
      end = start;
      const from = start === 0 ? 0 : read.indexOf(10) + 1;
      rest = read.subarray(0, start === 0 ? 0 : Math.min(from || read.length, lineBytesMax));
      if (start > 0 && from === 0) continue;
      for (const text of read.subarray(from).toString("utf8").split("\n").toReversed())
        if (text !== "") yield { text, bytes: Buffer.byteLength(text) + 1 };
    }
  } finally {
    await handle.close();
  }
}

async function readAt(handle: FileHandle, start: number, end: number): Promise<Buffer> {
  const buffer = Buffer.alloc(end - start);
  const { bytesRead } = await handle.read(buffer, 0, buffer.length, start);
  return buffer.subarray(0, bytesRead);
}

/** `null`: no line of a log, such as one that a crash cut off. */
function parseLine(text: string): LogLine | null {
  try {
    const { ts, level, part, event, ...facts } = JSON.parse(text) as Record<string, unknown>;
    const known = logLevels.find((each) => each === level);
    const at = new Date(String(ts));
    if (!known || Number.isNaN(at.getTime())) return null;
    const words = Object.entries(facts).map(([name, value]) => [name, inWords(value)]);
    const stands = { part: String(part), event: String(event ?? "") };
    return { at, level: known, ...stands, facts: Object.fromEntries(words) };
  } catch {
    return null;
  }
}

function inWords(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
