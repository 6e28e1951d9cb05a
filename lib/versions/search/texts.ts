import { findPlatform, redact, redacted } from "#lib/platforms";
import { type PackedText, unpack } from "../packed.ts";
import type { Mark } from "../schema.ts";
import { type Finder, findersOf, foldOf, type SearchQuery } from "./conditions.ts";

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

/** Lines of one text that are given; more are counted. */
export const linesGivenMax = 12;
/** A longer line is cut around its first mark. */
const lineCharsMax = 400;

/** Those of some texts for which all conditions hold, as they read without their secrets. Blocks. */
export function searchTexts(texts: readonly PackedText[], query: SearchQuery): SearchHit[] {
  const finders = findersOf(query);
  return texts.flatMap((packed): SearchHit[] => {
    const text = unpack(packed);
    if (text === null) return [{ id: packed.id, kind: "damaged" }];
    const found = searchText(text, { platform: packed.platform, query, finders });
    return found ? [{ id: packed.id, kind: "match", ...found }] : [];
  });
}

/** The lines that made a text match; `null`: it does not. */
function searchText(
  text: string,
  { platform, query, finders }: { platform: string; query: SearchQuery; finders: Finder[] },
): { lines: SearchedLine[]; more: number } | null {
  const early = query.regex ? "unknown" : settledEarly(text, query);
  if (early !== "unknown") return early === "lacks" ? null : { lines: [], more: 0 };
  // A regular expression sees what eyes see: no secret can be found by trying, nor by its length.
  const lines = redact(findPlatform(platform), text).text.split("\n");
  if (lines.at(-1) === "") lines.pop(); // the end of the last line begins none
  const holds = ({ is, marksIn }: Finder) =>
    lines.some((line) => marksIn(line) !== null) === (is === "contains");
  if (!finders.every(holds)) return null;
  const wanted = finders.filter(({ is }) => is === "contains");
  const hits: SearchedLine[] = [];
  let more = 0;
  for (const line of lines) {
    const found = wanted.map(({ marksIn }) => marksIn(line)).filter((marks) => marks !== null);
    if (found.length === 0) continue;
    if (hits.length === linesGivenMax) more += 1;
    else hits.push(cut(line, joined(found.flat())));
  }
  return { lines: hits, more };
}

/**
 * What the text with its secrets tells at once: taking them out is the dear part, and no text gains a
 * word by it but this one.
 */
function settledEarly(text: string, query: SearchQuery): "holds" | "lacks" | "unknown" {
  const fold = foldOf(query.matchCase);
  const whole = query.matchCase ? text : text.toLowerCase();
  const mayHold = ({ text: given }: { text: string }) => {
    const wanted = fold(given);
    return whole.includes(wanted) || redacted.includes(wanted);
  };
  const wanted = query.conditions.filter(({ is }) => is === "contains");
  if (wanted.some((each) => !mayHold(each))) return "lacks";
  const isFree = wanted.length === 0 && !query.conditions.some(mayHold);
  return isFree ? "holds" : "unknown";
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
