import { redacted } from "#lib/platforms/schema";

/** One run of characters of a configuration's line, and how it is drawn. */
export interface ConfigWord {
  kind: "plain" | "keyword" | "value" | "comment" | "redacted" | "hidden";
  text: string;
}

/** Characters that would move the cursor, reorder the line or not be seen at all. */
const unseen =
  "\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff";
const special = new RegExp(`(${redacted}|[${unseen}])`);
const isUnseen = new RegExp(`^[${unseen}]$`);
/** In most languages of devices a comment begins the line. */
const comment = /^\s*[!#]/;
const keyword = /^(\s*)([A-Za-z/][\w./-]*)/;
const value = /^["(]?(?:\d[\w.:/-]*|[0-9a-f]{0,4}:[0-9a-f:./]+)[")]?[;,]?$/i;

/**
 * Parts a line of a configuration into words: the first says what the line is about, numbers and
 * addresses are values, and what cannot be seen is named. No platform is known here.
 */
export function configWords(line: string): ConfigWord[] {
  const isComment = comment.test(line);
  const words: ConfigWord[] = [];
  for (const [index, piece] of line.split(special).entries()) {
    if (piece === "") continue;
    if (piece === redacted) words.push({ kind: "redacted", text: "redacted" });
    else if (isUnseen.test(piece)) words.push({ kind: "hidden", text: codeOf(piece) });
    else if (isComment) words.push({ kind: "comment", text: piece });
    else words.push(...coloured(piece, index === 0));
  }
  return words;
}

/** The same without colours: only what was taken out or cannot be seen stands apart. */
export function seenWords(line: string): ConfigWord[] {
  if (!special.test(line)) return [{ kind: "plain", text: line }];
  return configWords(line).map((word) =>
    word.kind === "redacted" || word.kind === "hidden" ? word : { kind: "plain", text: word.text },
  );
}

function coloured(piece: string, begins: boolean): ConfigWord[] {
  const [, space = "", first = ""] = (begins && keyword.exec(piece)) || [];
  const words: ConfigWord[] = [];
  if (space) words.push({ kind: "plain", text: space });
  if (first) words.push({ kind: "keyword", text: first });
  for (const token of piece.slice(space.length + first.length).split(/(\s+)/)) {
    if (token === "") continue;
    const kind = value.test(token) ? "value" : "plain";
    const last = words.at(-1);
    if (last && last.kind === "plain" && kind === "plain") last.text += token;
    else words.push({ kind, text: token });
  }
  return words;
}

function codeOf(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}
