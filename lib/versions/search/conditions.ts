import type { Mark, SearchCondition } from "../schema.ts";
import { regexOf } from "./regex.ts";

export interface SearchQuery {
  conditions: readonly SearchCondition[];
  /** Whether `A` is another letter than `a`. */
  matchCase: boolean;
  /** Whether the texts of the conditions are regular expressions. */
  regex: boolean;
}

/** A condition made ready for many lines. */
export interface Finder {
  is: SearchCondition["is"];
  /** Where in a line it is, in order; `null`: nowhere. */
  marksIn: (line: string) => Mark[] | null;
}

/** Makes the conditions of a search ready, once for all texts. */
export function findersOf({ conditions, matchCase, regex }: SearchQuery): Finder[] {
  return conditions.map((condition) => {
    const { is } = condition;
    if (regex) return { is, marksIn: regexFinder(condition, matchCase) };
    const fold = foldOf(matchCase);
    const folded = { ...condition, text: fold(condition.text) };
    return { is, marksIn: (line) => marksOf(fold(line), folded) };
  });
}

/** How letters are made alike before they are compared. */
export function foldOf(matchCase: boolean): (text: string) => string {
  return matchCase ? (text) => text : lowered;
}

/** In small letters, as long as each of them takes the same place: marks are counted by it. */
function lowered(text: string): string {
  const low = text.toLowerCase();
  return low.length === text.length ? low : text;
}

function regexFinder(condition: SearchCondition, matchCase: boolean): Finder["marksIn"] {
  const regex = regexOf(condition, matchCase);
  return (line) => {
    regex.lastIndex = 0;
    if (!regex.test(line)) return null;
    if (condition.whole) return [wholeOf(line)];
    regex.lastIndex = 0; // from where the marks are sought as well
    const marks: Mark[] = [];
    for (const { 0: found, index } of line.matchAll(regex)) {
      if (found !== "") marks.push([index, index + found.length]);
      if (marks.length === marksMax) break;
    }
    return marks;
  };
}

/** A line is not marked in more places than eyes can follow. */
const marksMax = 100;

function marksOf(line: string, { text, whole }: SearchCondition): Mark[] | null {
  if (whole) return line.trim() === text.trim() ? [wholeOf(line)] : null;
  const marks: Mark[] = [];
  for (let at = line.indexOf(text); at >= 0; at = line.indexOf(text, at + text.length)) {
    marks.push([at, at + text.length]);
  }
  return marks.length > 0 ? marks : null;
}

function wholeOf(line: string): Mark {
  return [line.length - line.trimStart().length, line.trimEnd().length];
}
