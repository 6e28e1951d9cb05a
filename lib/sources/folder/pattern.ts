import { fail } from "#lib/failures";
import { type Glob, matchesName, parseGlob } from "./glob.ts";

/** One line of the gitignore language, ready to match. */
export interface Pattern {
  /** As it was written. */
  text: string;
  /** `!`: takes back what an earlier line said. */
  negative: boolean;
  /** Ends in `/`: matches folders only. */
  folderOnly: boolean;
  /** One glob per path part; `null` stands for `**`, any number of parts. */
  parts: readonly (Glob | null)[];
}

/**
 * Reads one pattern; `null` for a blank line or a comment.
 *
 * The language is gitignore's: a pattern without `/` matches at any depth, one with a `/` at its
 * beginning or in the middle counts from the source's folder; `**` is any number of folders.
 *
 * @throws Failure `pattern-invalid` for a line that can never match
 */
export function parsePattern(
  text: string,
  { ignoreCase }: { ignoreCase: boolean },
): Pattern | null {
  const refuse = (problem: string) => fail("pattern-invalid", { pattern: text, problem });
  let rest = withoutTrailingSpaces(text.replace(/\r$/, ""));
  if (rest === "" || rest.startsWith("#")) return null;
  const negative = rest.startsWith("!");
  if (negative) rest = rest.slice(1);
  const folderOnly = rest.endsWith("/");
  if (folderOnly) rest = rest.slice(0, -1);
  const anchored = rest.includes("/");
  if (rest.startsWith("/")) rest = rest.slice(1);
  if (rest === "") throw refuse("it names nothing");
  if (rest.includes("\0")) throw refuse("no name holds a NUL character");

  const written = rest.split("/").map((part) => (/^\*{2,}$/.test(part) ? "**" : part));
  if (written.includes("..")) throw refuse("it leaves the folder with ..");
  if (written.includes(".")) throw refuse("a pattern begins below the folder, without ./");
  if (written.includes("")) throw refuse("it has two slashes in a row");
  if (written.at(-1) === "**") written.push("*"); // `a/**` is what lies in `a`, not `a` itself
  const parts = written.map((part) => {
    if (part === "**") return null;
    const glob = parseGlob(part, { ignoreCase });
    if ("problem" in glob) throw refuse(glob.problem);
    return glob;
  });
  return { text, negative, folderOnly, parts: anchored ? parts : [null, ...parts] };
}

/** Whether a pattern matches a path, given as its parts below the source's folder. */
export function matches(pattern: Pattern, path: readonly string[], isFolder: boolean): boolean {
  if (pattern.folderOnly && !isFolder) return false;
  const { parts } = pattern;
  let part = 0;
  let at = 0;
  // Where to try again with `**` taking one part more; the last `**` is the only one that needs to.
  let again: { part: number; at: number } | null = null;
  while (at < path.length) {
    const glob = parts[part];
    if (glob === null) {
      again = { part: ++part, at };
    } else if (glob && matchesName(glob, path[at] ?? "")) {
      part += 1;
      at += 1;
    } else if (again) {
      again.at += 1;
      ({ part, at } = again);
    } else return false;
  }
  return part === parts.length;
}

/** Whether a pattern could match something below a folder. */
export function mayMatchBelow(pattern: Pattern, folder: readonly string[]): boolean {
  for (const [index, name] of folder.entries()) {
    const glob = pattern.parts[index];
    if (glob === null) return true;
    if (!glob || !matchesName(glob, name)) return false;
  }
  return pattern.parts.length > folder.length;
}

/** As in gitignore: spaces at the end do not count unless a backslash keeps them. */
function withoutTrailingSpaces(text: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === " " && !isEscaped(text, end - 1)) end -= 1;
  return text.slice(0, end);
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text[at - 1 - backslashes] === "\\") backslashes += 1;
  return backslashes % 2 === 1;
}
