import { createHash } from "node:crypto";
import { inflateRawSync } from "node:zlib";
import { findPlatform, redact, redacted } from "#lib/platforms";
import type { Mark, SearchCondition } from "../schema.ts";

/** A stored text on its way to the thread. */
export interface PackedSearchText {
  /** What the hit is known by. */
  id: string;
  platform: string;
  sha256: string;
  deflated: Uint8Array;
}

export interface SearchQuery {
  conditions: readonly SearchCondition[];
  /** Whether `A` is another letter than `a`. */
  matchCase: boolean;
}

/** A line that made a text match, secrets taken out. */
export interface SearchedLine {
  text: string;
  marks: Mark[];
}

/** What was found in one text. */
export type SearchHit = { id: string } & (
  | { kind: "match"; lines: SearchedLine[]; more: number }
  | { kind: "damaged" }
);

/** A text that unpacks to more was not stored by us. */
const textBytesMax = 64_000_000;
/** Lines of one text that are given; more are counted. */
export const linesGivenMax = 12;
/** A longer line is cut around its first mark. */
const lineCharsMax = 400;

/** Those of some texts for which all conditions hold, as they read without their secrets. Blocks. */
export function searchTexts(texts: readonly PackedSearchText[], query: SearchQuery): SearchHit[] {
  return texts.flatMap((packed): SearchHit[] => {
    const text = unpack(packed);
    if (text === null) return [{ id: packed.id, kind: "damaged" }];
    const found = searchText(text, { platform: packed.platform, query });
    return found ? [{ id: packed.id, kind: "match", ...found }] : [];
  });
}

function unpack({ deflated, sha256 }: PackedSearchText): string | null {
  try {
    const content = inflateRawSync(deflated, { maxOutputLength: textBytesMax });
    if (createHash("sha256").update(content).digest("hex") !== sha256) return null;
    return content.toString("utf8");
  } catch {
    return null; // cut short or overwritten
  }
}

/** The lines that made a text match; `null`: it does not. */
export function searchText(
  text: string,
  { platform, query }: { platform: string; query: SearchQuery },
): { lines: SearchedLine[]; more: number } | null {
  const fold = (given: string) => (query.matchCase ? given : lowered(given));
  const conditions = query.conditions.map((each) => ({ ...each, text: fold(each.text) }));
  const whole = query.matchCase ? text : text.toLowerCase();
  // Taking secrets out is the dear part, and no text gains a word by it but this one.
  const mayHold = (wanted: string) => whole.includes(wanted) || redacted.includes(wanted);
  const wanted = conditions.filter(({ is }) => is === "contains");
  if (wanted.some((each) => !mayHold(each.text))) return null;
  if (wanted.length === 0 && !conditions.some((each) => mayHold(each.text))) {
    return { lines: [], more: 0 };
  }
  const lines = redact(findPlatform(platform), text).text.split("\n");
  const folded = lines.map(fold);
  const holds = (condition: SearchCondition) => {
    const isThere = folded.some((line) => isIn(line, condition));
    return condition.is === "contains" ? isThere : !isThere;
  };
  if (!conditions.every(holds)) return null;
  const hits: SearchedLine[] = [];
  let more = 0;
  for (const [number, line] of folded.entries()) {
    const marks = wanted.flatMap((each) => marksOf(line, each));
    if (marks.length === 0) continue;
    if (hits.length === linesGivenMax) more += 1;
    else hits.push(cut(lines[number] ?? "", joined(marks)));
  }
  return { lines: hits, more };
}

/** In small letters, as long as each of them takes the same place: marks are counted by it. */
function lowered(text: string): string {
  const low = text.toLowerCase();
  return low.length === text.length ? low : text;
}

function isIn(line: string, { text, whole }: SearchCondition): boolean {
  return whole ? line.trim() === text.trim() : line.includes(text);
}

function marksOf(line: string, condition: SearchCondition): Mark[] {
  if (!isIn(line, condition)) return [];
  if (condition.whole) {
    const from = line.length - line.trimStart().length;
    return [[from, line.trimEnd().length]];
  }
  const marks: Mark[] = [];
  const { text } = condition;
  for (let at = line.indexOf(text); at >= 0; at = line.indexOf(text, at + text.length)) {
    marks.push([at, at + text.length]);
  }
  return marks;
}

/** Marks in order, none within another. */
function joined(marks: readonly Mark[]): Mark[] {
  const made: [number, number][] = [];
  for (const [from, to] of [...marks].sort((a, b) => a[0] - b[0])) {
    const last = made.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else made.push([from, to]);
  }
  return made;
}

function cut(text: string, marks: Mark[]): SearchedLine {
  if (text.length <= lineCharsMax) return { text, marks };
  const from = Math.max(0, (marks[0]?.[0] ?? 0) - lineCharsMax / 4);
  const part = text.slice(from, from + lineCharsMax);
  const inside = marks.flatMap(([begin, end]): Mark[] => {
    const mark = [Math.max(0, begin - from), Math.min(lineCharsMax, end - from)] as const;
    return mark[0] < mark[1] ? [mark] : [];
  });
  const lead = from > 0 ? "…" : "";
  const shifted = inside.map(([begin, end]): Mark => [begin + lead.length, end + lead.length]);
  return { text: `${lead}${part}${from + lineCharsMax < text.length ? "…" : ""}`, marks: shifted };
}
