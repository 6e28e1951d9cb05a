import { formatBytes } from "#lib/failures";
import type { Platform } from "#lib/platforms";
import type { Capture, Doubt } from "./attempt.ts";

/** The header is looked for among so many first lines, an error among so many first and last ones. */
const headLinesMax = 20;
const edgeLinesMax = 4;
/** What changes the order of what is read, or moves a cursor: no configuration needs it. */
const control = /[^\P{Cc}\t]|[\u202a-\u202e\u2066-\u2069]/u;
const evidenceCharsMax = 120;

export interface Judged {
  capture: Capture;
  echoed: boolean;
  last: { bytes: number; hostname: string | null } | null;
}

/**
 * Why a text that came in good order should not be believed; none: it may be kept.
 *
 * The rules are those of the platform and the last good text; nothing is ever mended here.
 */
export function judge(platform: Platform, { capture, echoed, last }: Judged): Doubt[] {
  const lines = capture.text.split("\n").map((line) => line.trimEnd());
  const full = lines.filter((line) => line !== "");
  if (full.length === 0) return [doubt("empty", "The answer is empty.", "0 lines")];
  const doubts = [
    !echoed && doubt("echo", "The command was not seen to arrive.", capture.command),
    refusal(platform, full),
    beginning(platform, full),
    ending(platform, full),
    balance(platform, full),
    controls(full),
    hostname(capture, last),
    size(capture, last),
  ];
  return doubts.filter((each) => each !== false && each !== null);
}

function doubt(code: Doubt["code"], says: string, evidence: string): Doubt {
  return { code, says, evidence: evidence.slice(0, evidenceCharsMax) };
}

/** The line that says a command failed, at the edges of its answer; `null`: none does. */
export function refusalIn(platform: Platform, lines: readonly string[]): string | null {
  const full = lines.filter((line) => line.trim() !== "");
  const edges = [...full.slice(0, edgeLinesMax), ...full.slice(-edgeLinesMax)];
  return edges.find((line) => platform.refusals.some((rule) => rule.test(line))) ?? null;
}

function refusal(platform: Platform, lines: readonly string[]): Doubt | null {
  const line = refusalIn(platform, lines);
  return line === null ? null : doubt("refusal", "The device reports an error in its text.", line);
}

function beginning(platform: Platform, lines: readonly string[]): Doubt | null {
  const { begins } = platform.configuration;
  if (!begins || lines.slice(0, headLinesMax).some((line) => begins.test(line))) return null;
  return doubt("no-begin", "The text does not begin as it should.", lines[0] ?? "");
}

function ending(platform: Platform, lines: readonly string[]): Doubt | null {
  const { ends } = platform.configuration;
  const last = lines.at(-1) ?? "";
  if (!ends || ends.test(last)) return null;
  return doubt("no-end", "The text has no end marker.", last);
}

const opening = { braces: /\{\s*(?:##.*)?$/, blocks: /^\s*(?:config|edit) / };
const closing = { braces: /^\s*\}/, blocks: /^\s*(?:end|next)$/ };

function balance(platform: Platform, lines: readonly string[]): Doubt | null {
  const kind = platform.configuration.balanced;
  if (!kind) return null;
  let open = 0;
  for (const line of lines) {
    if (closing[kind].test(line)) open -= 1;
    if (opening[kind].test(line)) open += 1;
    if (open < 0) return doubt("unbalanced", "A section ends that did not begin.", line);
  }
  if (open === 0) return null;
  const sections = open === 1 ? "1 section is" : `${open} sections are`;
  return doubt("unbalanced", `At its end ${sections} still open.`, lines.at(-1) ?? "");
}

function controls(lines: readonly string[]): Doubt | null {
  const line = lines.find((each) => control.test(each));
  return line === undefined
    ? null
    : doubt("control", "The text holds characters that hide or reorder what is read.", line);
}

function hostname({ hostname: now }: Capture, last: Judged["last"]): Doubt | null {
  if (!last?.hostname || now === last.hostname) return null;
  const says = `The device calls itself ${now ?? "nothing"}, before it was ${last.hostname}.`;
  return doubt("hostname", says, now ?? "");
}

function size({ bytes }: Capture, last: Judged["last"]): Doubt | null {
  if (!last || bytes * 2 >= last.bytes) return null;
  const says = `The text has ${formatBytes(bytes)}, less than half of the last good ${formatBytes(last.bytes)}.`;
  return doubt("half-size", says, formatBytes(bytes));
}
