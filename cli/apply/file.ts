import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { text } from "node:stream/consumers";
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import { usage } from "../report.ts";

/** A file of this size holds thousands of plans; a larger one is something else. */
const bytesMax = 4_000_000;

/** Keys and positions that lead to a place in the file. */
export type Place = readonly (string | number)[];

/** Something in the file that keeps it from being applied. */
export interface Problem {
  /** From 1. */
  line: number;
  problem: string;
}

/** A file of `apply`, read; whether it makes sense is another question. */
export interface ApplyFile {
  /** As people call it. */
  name: string;
  content: unknown;
  /** What YAML itself does not take; `content` is worth nothing then. */
  problems: Problem[];
  /** The line of a place, or of the nearest place around it that is there. */
  lineOf(place: Place): number;
}

/**
 * Reads a file, or standard input when it is called `-`.
 *
 * @throws Failure `usage` when it cannot be read
 */
export async function readApplyFile(file: string): Promise<ApplyFile> {
  const name = file === "-" ? "standard input" : path.basename(file);
  return parseApplyFile(name, file === "-" ? await text(process.stdin) : await readText(file));
}

export function parseApplyFile(name: string, source: string): ApplyFile {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, version: "1.2" });
  const problems = document.errors.map(({ message, pos }) => ({
    line: lines.linePos(pos[0]).line,
    problem: `${message.split("\n")[0]?.replace(/ at line \d+, column \d+:?$/, "")}.`,
  }));
  return {
    name,
    content: problems.length > 0 ? null : document.toJS({ maxAliasCount: 100 }),
    problems,
    lineOf: (place) => lines.linePos(offsetOf(document.contents, place)).line,
  };
}

async function readText(file: string): Promise<string> {
  const found = await stat(file).catch(() => null);
  if (!found) throw usage(`${file} does not exist.`);
  if (!found.isFile()) throw usage(`${file} is not a file.`);
  if (found.size > bytesMax) throw usage(`${file} is larger than ${bytesMax / 1e6} MB.`);
  return readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw usage(`${file} cannot be read (${error.code}).`);
  });
}

/** Where a place begins in the text: at its key, which may stand lines above its value. */
function offsetOf(contents: Node | null, place: Place): number {
  let node: unknown = contents;
  let offset = contents?.range?.[0] ?? 0;
  for (const step of place) {
    let next: unknown;
    if (isMap(node)) {
      const pair = node.items.find(
        ({ key }) => isScalar(key) && String(key.value) === String(step),
      );
      if (!pair) break;
      offset = (isScalar(pair.key) && pair.key.range?.[0]) || offset;
      next = pair.value;
    } else if (isSeq(node)) {
      next = node.items[Number(step)];
      offset = (next as Node | undefined)?.range?.[0] ?? offset;
    } else break;
    node = next;
  }
  return offset;
}
