import type { Note } from "./channels/kind.ts";

/** Characters as most services count them. */
const lengthOf = (text: string) => text.length;

/** Bytes of UTF-8. */
export const bytesOf = (text: string) => new TextEncoder().encode(text).length;

/**
 * A text cut to so many UTF-16 units, with an ellipsis where something is missing. Never cuts a
 * character in two, nor what is drawn as one.
 */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text;
  const kept: string[] = [];
  let length = 1; // of the ellipsis
  for (const { segment } of graphemes.segment(text.slice(0, max + 64))) {
    length += segment.length;
    if (length > max) break;
    kept.push(segment);
  }
  return `${kept.join("").trimEnd()}…`;
}

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** One line: line feeds and other controls become spaces. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
}

/** How a service writes the parts of a message; each keeps the meaning of the text it is given. */
export interface Style {
  quote: (text: string) => string;
  strong: (escaped: string) => string;
  /** Lines that keep their spaces; given as they are. */
  code: (lines: readonly string[]) => string;
  link: (words: string, url: string) => string;
  /** What the service counts; by default characters. */
  measure?: (text: string) => number;
}

/** Text without any markup. */
export const plain: Style = {
  quote: (text) => text,
  strong: (text) => text,
  code: (lines) => lines.map((line) => `    ${line}`).join("\n"),
  link: (words, url) => `${words}: ${url}`,
};

const leftOut = "…";

/**
 * The body of a message in the style of a service: what follows, the facts, the excerpt, the link.
 * What does not fit is left out from the end of the excerpt and of the facts, whole lines at a time;
 * the link stays.
 *
 * @param max as the style measures
 */
export function compose(
  note: Pick<Note, "consequence" | "facts" | "excerpt" | "next">,
  style: Style,
  max: number,
): string {
  const measure = style.measure ?? lengthOf;
  const link = note.next ? style.link(note.next.words, note.next.url) : "";
  const room = max - measure(link) - 2;
  const consequence = shorten(note.consequence, style, room);
  const join = (parts: string[]) => parts.filter((part) => part !== "").join("\n\n");
  const fits = (text: string) => measure(text) <= max;
  const facts: string[] = [];
  for (const { name, value } of note.facts) {
    facts.push(`${style.strong(style.quote(name))}: ${style.quote(value)}`);
    if (fits(join([consequence, facts.join("\n"), link]))) continue;
    facts.pop();
    break;
  }
  const before = [consequence, facts.join("\n")];
  const excerpt = [...note.excerpt];
  while (excerpt.length > 0) {
    const lines = excerpt.length < note.excerpt.length ? [...excerpt, leftOut] : excerpt;
    const whole = join([...before, style.code(lines), link]);
    if (fits(whole)) return whole;
    excerpt.length = Math.min(excerpt.length - 1, Math.floor(excerpt.length * 0.9));
  }
  return join([...before, link]);
}

/** As much of a text as fits once it is escaped; never ends within an escape. */
export function shorten(
  text: string,
  { quote, measure = lengthOf }: Pick<Style, "quote" | "measure">,
  max: number,
): string {
  for (let length = Math.min(text.length, max); length > 0; ) {
    const escaped = quote(clip(text, length));
    const over = measure(escaped) - max;
    if (over <= 0) return escaped;
    length -= Math.max(1, Math.floor(over / 6)); // an escape is six characters at most
  }
  return "";
}
