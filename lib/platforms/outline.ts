import type { Platform } from "./platform.ts";

/** A line under which others stand. */
export interface Heading {
  /** From 0. */
  line: number;
  /** 0 for what stands at the left edge. */
  depth: number;
  title: string;
}

/** Deeper headings than this are not worth a place in an outline. */
const depthMax = 2;

/** The headings of a text, for its outline and for the path above each change. */
export function outline(platform: Platform, text: string): Heading[] {
  return readers[platform.sections](text.split("\n"));
}

const readers: Record<Platform["sections"], (lines: readonly string[]) => Heading[]> = {
  /** A line followed by a deeper one. */
  indent(lines) {
    return lines.flatMap((line, number) => {
      const next = lines[number + 1] ?? "";
      const depth = depthOf(line);
      if (!isText(line) || depthOf(next) <= depth || depth > depthMax) return [];
      return [{ line: number, depth, title: line.trim() }];
    });
  },
  braces: (lines) => openers(lines, /^(.*\S)\s*\{\s*$/, /^\s*\}/),
  blocks: (lines) => openers(lines, /^((?:config|edit) .+)$/, /^(?:end|next)$/),
  /** `set a b c` is one path a line: the first two words stand for a section. */
  paths(lines) {
    let before = "";
    return lines.flatMap((line, number) => {
      const title = /^set (\S+(?: \S+)?)/.exec(line)?.[1] ?? "";
      if (title === "" || title === before) return [];
      before = title;
      return [{ line: number, depth: 0, title }];
    });
  },
  headings(lines) {
    return lines.flatMap((line, number) =>
      /^(?:\/|### )\S/.test(line) ? [{ line: number, depth: 0, title: line.trim() }] : [],
    );
  },
};

function openers(lines: readonly string[], opens: RegExp, closes: RegExp): Heading[] {
  const found: Heading[] = [];
  let depth = 0;
  for (const [number, line] of lines.entries()) {
    const text = line.trim();
    if (closes.test(text)) depth = Math.max(0, depth - 1);
    const title = opens.exec(text)?.[1];
    if (title === undefined) continue;
    if (depth <= depthMax) found.push({ line: number, depth, title });
    depth += 1;
  }
  return found;
}

function depthOf(line: string): number {
  return isText(line) ? (/^ */.exec(line)?.[0].length ?? 0) : 0;
}

function isText(line: string): boolean {
  return /\S/.test(line) && !/^\s*[!#]\s*$/.test(line);
}
