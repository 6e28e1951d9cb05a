/**
 * Matches one name against `*`, `?`, `[…]` and `\`.
 *
 * Written out and not turned into a regular expression, because those backtrack: `*a*a*a*a*b`
 * against a long name could take minutes. Here it is at most name times pattern.
 */
export type Glob = { ignoreCase: boolean } & (
  | { is: "text" | "begins" | "ends"; text: string }
  | { is: "tokens"; tokens: readonly Token[] }
);

type Token = "*" | "?" | { character: string } | Class;

interface Class {
  negative: boolean;
  /** First and last code point of each range. */
  ranges: [number, number][];
}

/** Reads one part of a pattern, or says what is wrong with it. */
export function parseGlob(
  part: string,
  { ignoreCase }: { ignoreCase: boolean },
): Glob | { problem: string } {
  const tokens = tokensOf(foldedText(part, ignoreCase), ignoreCase);
  if ("problem" in tokens) return tokens;
  // What most patterns are, without looking at single characters.
  const text = (some: readonly Token[]) => (some.every(isCharacter) ? textOf(some) : null);
  const [whole, end, beginning] = [tokens, tokens.slice(1), tokens.slice(0, -1)].map(text);
  if (typeof whole === "string") return { ignoreCase, is: "text", text: whole };
  if (tokens[0] === "*" && typeof end === "string") return { ignoreCase, is: "ends", text: end };
  if (tokens.at(-1) === "*" && typeof beginning === "string") {
    return { ignoreCase, is: "begins", text: beginning };
  }
  return { ignoreCase, is: "tokens", tokens };
}

/** Whether a name matches as a whole. */
export function matchesName(glob: Glob, name: string): boolean {
  const folded = foldedText(name, glob.ignoreCase);
  switch (glob.is) {
    case "text":
      return folded === glob.text;
    case "begins":
      return folded.startsWith(glob.text);
    case "ends":
      return folded.endsWith(glob.text);
    case "tokens":
      return matchesTokens(glob.tokens, [...folded]);
  }
}

function matchesTokens(tokens: readonly Token[], name: readonly string[]): boolean {
  let token = 0;
  let at = 0;
  // Where to try again with `*` taking one character more.
  let again: { token: number; at: number } | null = null;
  while (at < name.length) {
    const wanted = tokens[token];
    if (wanted === "*") {
      again = { token: ++token, at };
    } else if (wanted && matchesCharacter(wanted, name[at] ?? "")) {
      token += 1;
      at += 1;
    } else if (again) {
      again.at += 1;
      ({ token, at } = again);
    } else return false;
  }
  while (tokens[token] === "*") token += 1;
  return token === tokens.length;
}

function matchesCharacter(token: Exclude<Token, "*">, character: string): boolean {
  if (token === "?") return true;
  if ("character" in token) return token.character === character;
  const code = character.codePointAt(0) ?? 0;
  const inside = token.ranges.some(([first, last]) => first <= code && code <= last);
  return inside !== token.negative;
}

function tokensOf(part: string, ignoreCase: boolean): Token[] | { problem: string } {
  const characters = [...part];
  const tokens: Token[] = [];
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] ?? "";
    if (character === "*") {
      if (tokens.at(-1) !== "*") tokens.push("*");
    } else if (character === "?") {
      tokens.push("?");
    } else if (character === "\\") {
      at += 1;
      const escaped = characters[at];
      if (escaped === undefined) return { problem: "it ends in a backslash" };
      tokens.push({ character: escaped });
    } else if (character === "[") {
      const found = classAt(characters, at + 1, ignoreCase);
      if ("problem" in found) return found;
      tokens.push(found.class);
      at = found.end;
    } else tokens.push({ character });
  }
  return tokens;
}

/** Reads a class from behind its `[`; `end` is the place of its `]`. */
function classAt(
  characters: readonly string[],
  start: number,
  ignoreCase: boolean,
): { class: Class; end: number } | { problem: string } {
  const negative = characters[start] === "!" || characters[start] === "^";
  const ranges: [number, number][] = [];
  const first = negative ? start + 1 : start;
  let at = first;
  while (characters[at] !== "]" || at === first) {
    if (characters[at] === undefined) return { problem: "its [ is never closed" };
    if (characters[at] === "[" && characters[at + 1] === ":") {
      const end = characters.indexOf(":", at + 2);
      const name = characters.slice(at + 2, end === -1 ? at + 2 : end).join("");
      const named = namedClass(name, ignoreCase);
      if (!named || characters[end + 1] !== "]") return { problem: `[:${name}:] is no class` };
      ranges.push(...named);
      at = end + 2;
      continue;
    }
    const low = codeAt(characters, at);
    at = low.end;
    if (characters[at] === "-" && characters[at + 1] !== "]" && characters[at + 1] !== undefined) {
      const high = codeAt(characters, at + 1);
      ranges.push([low.code, high.code]);
      at = high.end;
    } else ranges.push([low.code, low.code]);
  }
  return { class: { negative, ranges }, end: at };
}

function codeAt(characters: readonly string[], at: number): { code: number; end: number } {
  const place = characters[at] === "\\" && characters[at + 1] !== undefined ? at + 1 : at;
  return { code: characters[place]?.codePointAt(0) ?? 0, end: place + 1 };
}

/** The POSIX classes, ASCII as in git. */
const namedClasses: Record<string, string> = {
  alnum: "09AZaz",
  alpha: "AZaz",
  blank: "  \t\t",
  cntrl: "\0\x1f\x7f\x7f",
  digit: "09",
  graph: "!~",
  lower: "az",
  print: " ~",
  punct: "!/:@[`{~",
  space: "\t\r  ",
  upper: "AZ",
  xdigit: "09AFaf",
};

function namedClass(name: string, ignoreCase: boolean): [number, number][] | null {
  const caseless = ignoreCase && (name === "upper" || name === "lower") ? "alpha" : name;
  const bounds = Object.hasOwn(namedClasses, caseless) ? namedClasses[caseless] : undefined;
  if (bounds === undefined) return null;
  return Array.from({ length: bounds.length / 2 }, (_, index) => [
    bounds.charCodeAt(2 * index),
    bounds.charCodeAt(2 * index + 1),
  ]);
}

function isCharacter(token: Token): token is { character: string } {
  return typeof token === "object" && "character" in token;
}

function textOf(tokens: readonly Token[]): string {
  return tokens.map((token) => (isCharacter(token) ? token.character : "")).join("");
}

/** Composed, because keyboards and disks disagree on how an é is written; in lower case if asked. */
function foldedText(text: string, ignoreCase: boolean): string {
  const composed = isAscii.test(text) ? text : text.normalize("NFC");
  return ignoreCase ? composed.toLowerCase() : composed;
}

const isAscii = /^[\0-\x7f]*$/;
