import type { Block, Platform } from "./platform.ts";

/** What stands in place of a masked part of a line. */
const mask = "…";

/** A text as it is compared: what differs without anybody having changed anything is set aside. */
export interface Normalised {
  /** What counts as change. */
  text: string;
  /** Lines of the whole text, from 0, that were set aside or of which a part is masked. */
  volatile: number[];
  /** For each line of the whole text: what of it counts; `null`: nothing, it was set aside. */
  counts: (string | null)[];
}

/**
 * Sets aside what is volatile on a platform, and blank lines at the ends of lines and of the text.
 *
 * Runs of comment lines that hold nothing but their mark count as one: devices print more or fewer of
 * them around what is set aside.
 */
export function normalise(platform: Platform, text: string): Normalised {
  const kept: string[] = [];
  const volatile: number[] = [];
  const counts: (string | null)[] = [];
  let inside: Block | null = null;
  for (const [number, raw] of text.split("\n").entries()) {
    const line = raw.trimEnd();
    inside ??= blockAt(platform, line);
    if (inside) {
      volatile.push(number);
      counts.push(null);
      if (inside.ends.test(line)) inside = null;
      continue;
    }
    const judged = judge(platform, line);
    if (judged !== line) volatile.push(number);
    const isLeft = judged === null || isRepeated(judged, kept.at(-1));
    counts.push(isLeft ? null : judged);
    if (!isLeft) kept.push(judged);
  }
  return { text: `${kept.join("\n").trim()}\n`, volatile, counts };
}

function blockAt(platform: Platform, line: string): Block | null {
  for (const each of platform.volatile) {
    if ("block" in each && each.block.begins.test(line)) return each.block;
  }
  return null;
}

/** `null`: the line is set aside. */
function judge(platform: Platform, line: string): string | null {
  let judged = line;
  for (const each of platform.volatile) {
    if ("line" in each && each.line.test(line)) return null;
    if ("mask" in each) judged = judged.replace(each.mask, `$1${mask}`);
  }
  return judged;
}

function isRepeated(line: string, before: string | undefined): boolean {
  return /^[!#]?$/.test(line) && (before === undefined || before === line);
}
