import {
  normalise,
  type Platform,
  redact,
  redacted,
  type Section,
  sectionsOf,
} from "#lib/platforms";

/** A text and by whose rules it is read. */
export interface ComparedText {
  platform: Platform;
  text: string;
}

/** One text made ready: the lines that take part, each with what is compared and what is shown. */
export interface Side {
  /** For each line that takes part: its number in the text, from 0. */
  numbers: number[];
  /** What counts of each: the same key is the same line. Holds secrets. */
  keys: string[];
  /** By number in the text, secrets taken out. */
  shown: string[];
  /** By number in the text. */
  sections: (Section | null)[];
  volatile: number;
  redacted: number;
}

/** @param withVolatile whether lines take part that differ although nobody changed anything */
export function readSide({ platform, text }: ComparedText, withVolatile: boolean): Side {
  const whole = text.endsWith("\n") ? text.slice(0, -1) : text;
  const lines = whole === "" ? [] : whole.split("\n");
  const { counts, volatile } = normalise(platform, whole);
  const hidden = redact(platform, whole);
  const sections = sectionsOf(platform, hidden.text);
  const numbers: number[] = [];
  const keys: string[] = [];
  for (const [number, line] of lines.entries()) {
    const key = withVolatile ? line.trimEnd() : (counts[number] ?? null);
    if (key === null) continue;
    numbers.push(number);
    keys.push(key);
  }
  return {
    numbers,
    keys,
    shown: hidden.text.split("\n"),
    sections,
    volatile: lines.length === 0 ? 0 : volatile.length,
    redacted: hidden.lines.length,
  };
}

export function hasSecret(text: string): boolean {
  return text.includes(redacted);
}
