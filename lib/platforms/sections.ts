import { type Heading, outline } from "./outline.ts";
import type { Platform } from "./platform.ts";

/** A heading and those above it. */
export interface Section {
  title: string;
  /** `null`: it stands at the left edge. */
  within: Section | null;
}

/**
 * In which section each line of a text stands; `null` for lines below no heading. A heading and the
 * line that closes a section belong to it.
 */
export function sectionsOf(platform: Platform, text: string): (Section | null)[] {
  const lines = text.split("\n");
  const headings = new Map(outline(platform, text).map((heading) => [heading.line, heading]));
  return walks[platform.sections](lines, headings);
}

type Headings = ReadonlyMap<number, Heading>;
type Walk = (lines: readonly string[], headings: Headings) => (Section | null)[];

const walks: Record<Platform["sections"], Walk> = {
  indent: byDepth,
  braces: (lines, headings) => byMarks(lines, headings, { opens: /\{\s*$/, closes: /^\s*\}/ }),
  blocks: (lines, headings) =>
    byMarks(lines, headings, { opens: /^\s*(?:config|edit) ./, closes: /^\s*(?:end|next)\s*$/ }),
  paths: untilNext,
  headings: untilNext,
};

/** A section ends where something stands as far left as its heading; what leaves it belongs to it. */
function byDepth(lines: readonly string[], headings: Headings): (Section | null)[] {
  const open: { section: Section; depth: number }[] = [];
  return lines.map((line, number) => {
    const isText = /\S/.test(line);
    const depth = /^ */.exec(line)?.[0].length ?? 0;
    while (isText && (open.at(-1)?.depth ?? -1) > depth) open.pop();
    const last = open.at(-1);
    if (isText && last?.depth === depth) {
      open.pop();
      if (/^\s*exit(?:-|\s*$)/.test(line)) return last.section;
    }
    const heading = headings.get(number);
    if (heading) open.push({ section: below(open.at(-1)?.section, heading), depth });
    return open.at(-1)?.section ?? null;
  });
}

/** A section ends with what closes it; sections that are no headings are closed as well. */
function byMarks(
  lines: readonly string[],
  headings: Headings,
  { opens, closes }: { opens: RegExp; closes: RegExp },
): (Section | null)[] {
  const open: (Section | null)[] = [];
  return lines.map((line, number) => {
    if (closes.test(line)) {
      const closed = open.pop() ?? null;
      if (!opens.test(line)) return closed;
    }
    if (opens.test(line)) {
      const above = open.at(-1) ?? null;
      const heading = headings.get(number);
      open.push(heading ? below(above, heading) : above);
    }
    return open.at(-1) ?? null;
  });
}

function untilNext(lines: readonly string[], headings: Headings): (Section | null)[] {
  let current: Section | null = null;
  return lines.map((_, number) => {
    const heading = headings.get(number);
    if (heading) current = below(null, heading);
    return current;
  });
}

function below(within: Section | null | undefined, { title }: Heading): Section {
  return { title, within: within ?? null };
}
