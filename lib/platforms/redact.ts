import type { Block, Platform } from "./platform.ts";
import { redacted } from "./schema.ts";

export interface Redacted {
  /** As many lines as the text that was given. */
  text: string;
  /** Where something was taken out, from 0. */
  lines: number[];
}

/** Words that name a secret on any platform, with the value after them; tried after the platform's own. */
const generic: readonly RegExp[] = [
  /\b(?:password|passwd|passphrase|secret|psk|pre-?shared-?key|community|private-key|key-string|auth(?:entication)?-key)\b["']?(?:\s*[:=]\s*|\s+)(?:(?:0|5|6|7|8|9|ENC|ciphertext|plaintext|encrypted|sha512)\s+)?(?<secret>"[^"]+"|'[^']+'|[^\s"';,]{3,})/i,
  /[a-z][\w+.-]*:\/\/[^\s:/@]+:(?<secret>[^\s@]+)@/i,
];

/** Words that may follow a word of `generic` and are no secret. */
const plainWords =
  /^(?:‹redacted›|encryption|required|authentication|policy|min(?:imum)?|max(?:imum)?|length|history|strength|complexity|hash|local|group|none|enable[d]?|disable[d]?|read|view|level|string|text|type|prompt|expire\S*|aging|lifetime|recovery|change\S*|list|map|set|add|permit|deny|in|out|both|\{|\}|\S+;?\s*\{)$/i;

const genericBlocks: readonly Block[] = [
  { begins: /-----BEGIN [A-Z ]*PRIVATE KEY-----/, ends: /-----END [A-Z ]*PRIVATE KEY-----/ },
];

/**
 * Takes out what must not be read over a shoulder, by the platform's rules and then by general ones.
 *
 * @param platform `null`: the general rules alone
 */
export function redact(platform: Platform | null, text: string): Redacted {
  const blocks = [...(platform?.secretBlocks ?? []), ...genericBlocks];
  const lines: number[] = [];
  let inside: Block | null = null;
  const shown = text.split("\n").map((line, number) => {
    const opened: Block | null = inside ?? blocks.find(({ begins }) => begins.test(line)) ?? null;
    if (!opened) {
      const clean = redactLine(platform, line);
      if (clean !== line) lines.push(number);
      return clean;
    }
    // The line that opens a block may close it as well, after its beginning.
    const beginning: string = inside ? "" : (opened.begins.exec(line)?.[0] ?? "");
    inside = opened.ends.test(line.slice(line.indexOf(beginning) + beginning.length))
      ? null
      : opened;
    lines.push(number);
    return `${beginning ? (/^\s*/.exec(line)?.[0] ?? "") : ""}${redacted}`;
  });
  return { text: shown.join("\n"), lines };
}

function redactLine(platform: Platform | null, line: string): string {
  let clean = line;
  for (const rule of platform?.secrets ?? []) clean = withoutSecret(clean, rule, () => false);
  for (const rule of generic) clean = withoutSecret(clean, rule, (word) => plainWords.test(word));
  return clean;
}

/** The line with the group `secret` of a rule taken out, wherever the rule matches. */
function withoutSecret(line: string, rule: RegExp, isPlain: (word: string) => boolean): string {
  let clean = "";
  let rest = line;
  for (let match = rule.exec(rest); match; match = rule.exec(rest)) {
    const secret = match.groups?.secret;
    const end = match.index + match[0].length;
    if (!secret || end === 0) break;
    const start = match.index + match[0].lastIndexOf(secret);
    const keep = isPlain(secret) || secret.includes(redacted);
    clean += rest.slice(0, start) + (keep ? secret : redacted);
    rest = rest.slice(start + secret.length);
    if (rule.source.startsWith("^")) break;
  }
  return clean + rest;
}
