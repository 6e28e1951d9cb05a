import { open } from "node:fs/promises";
import type { Pseudonyms } from "./pseudonyms.ts";

/** As many lines of each log are told … */
export const logLinesMax = 2_000;
/** … out of as much of its end. */
const tailBytesMax = 2_000_000;

/** Facts that are sentences, in which names are replaced; every other text is replaced whole. */
const sentences = new Set(["event", "error", "next", "sentence"]);
const asTheyAre = new Set(["ts", "level", "part"]);
/** A cause or a state; no path, address or name with anything but small letters. */
const plainWord = /^[a-z]+(?:-[a-z]+)*$/;

/** The last lines of a log, without saying whose they are. Of a missing log nothing is told. */
export async function logTail(file: string, words: Pseudonyms): Promise<string> {
  const handle = await open(file, "r").catch(() => null);
  if (!handle) return "";
  try {
    const { size } = await handle.stat();
    const from = Math.max(0, size - tailBytesMax);
    const bytes = Buffer.alloc(size - from);
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, from);
    const lines = bytes.toString("utf8", 0, bytesRead).split("\n").filter(Boolean);
    if (from > 0) lines.shift(); // it was cut
    const told = lines.slice(-logLinesMax).map((line) => tellLine(line, words));
    return told.map((line) => `${line}\n`).join("");
  } finally {
    await handle.close();
  }
}

function tellLine(line: string, words: Pseudonyms): string {
  try {
    const facts = Object.entries(JSON.parse(line) as Record<string, unknown>);
    return JSON.stringify(
      Object.fromEntries(facts.map(([name, value]) => [name, tell(name, value, words)])),
    );
  } catch {
    return words.of("line", line);
  }
}

function tell(name: string, value: unknown, words: Pseudonyms): unknown {
  if (typeof value !== "string" || asTheyAre.has(name)) return value;
  const text = words.text(value);
  return sentences.has(name) || plainWord.test(value) ? text : words.of("text", value);
}
