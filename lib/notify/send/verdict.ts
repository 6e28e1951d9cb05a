import { type Failure, isFailure } from "#lib/failures";
import type { ChannelKind } from "../channels/kind.ts";
import type { Answer } from "../schema.ts";
import { clip, oneLine } from "../text.ts";
import type { HttpAnswer } from "./http.ts";

/** What became of one try. */
export interface Verdict {
  /** `again`: it may be taken later; `refused`: not without a change. */
  outcome: "taken" | "again" | "refused";
  answer: Answer;
  /** The service asks for so much patience; `null`: it says nothing of that. */
  retryAfterMs: number | null;
}

/** As much of an answer is shown and kept. */
const textBytesMax = 4_096;
const wordsMax = 200;
/** Longer than that nothing waits, whatever a service asks for. */
const retryAfterMsMax = 24 * 3_600_000;

/** Statuses that may pass by themselves. */
const passing = new Set([408, 425, 429]);

/** Headers that say something about what became of a message. */
const shownHeaders = ["content-type", "retry-after", "www-authenticate", "x-request-id"];

/** Reads the answer of a service. */
export function judge(kind: ChannelKind, answer: HttpAnswer, now: Date): Verdict {
  const said = kind.said?.(bodyOf(answer)) ?? {};
  const { status } = answer;
  const taken = status >= 200 && status < 300 && !said.refused;
  const again = passing.has(status) || status >= 500;
  const words = oneLine(said.words ?? answer.statusText);
  return {
    outcome: taken ? "taken" : again ? "again" : "refused",
    answer: {
      words: clip(`${status} ${words}`.trim(), wordsMax),
      text: cut(wordForWord(answer)),
      next: taken ? null : nextOf(status),
      allow: null,
    },
    retryAfterMs: taken ? null : patience(said.retryAfterMs ?? retryAfter(answer, now)),
  };
}

/** What never came to an answer. */
export function judgeFailure(failure: Failure): Verdict {
  const { address } = (failure.facts ?? {}) as { address?: string };
  const allow = isFailure(failure, "address-private") ? (address ?? null) : null;
  return {
    outcome: failure.retry ? "again" : "refused",
    answer: { words: failure.message, text: "", next: failure.next, allow },
    retryAfterMs: null,
  };
}

/** A text of which no more than the bound is kept, at a whole character. */
export function cut(text: string): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= textBytesMax) return text;
  return `${bytes
    .subarray(0, textBytesMax - 4)
    .toString("utf8")
    .replace(/\uFFFD+$/, "")}…`;
}

export function patience(ms: number | null | undefined): number | null {
  if (ms === null || ms === undefined || Number.isNaN(ms)) return null;
  return Math.min(Math.max(ms, 0), retryAfterMsMax);
}

function bodyOf({ body }: HttpAnswer): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
}

function wordForWord({ version, status, statusText, headers, body }: HttpAnswer): string {
  const lines = shownHeaders.flatMap((name) => {
    const value = headers[name];
    return value === undefined ? [] : [`${name}: ${oneLine(value)}`];
  });
  const head = [`HTTP/${version} ${status} ${statusText}`.trim(), ...lines].join("\n");
  const shown = body.replace(/\r\n/g, "\n").replace(/[^\P{C}\n\t]/gu, "\uFFFD");
  return shown === "" ? head : `${head}\n\n${shown}`;
}

/** Seconds, or a date. */
function retryAfter({ headers }: HttpAnswer, now: Date): number | null {
  const value = headers["retry-after"]?.trim();
  if (!value) return null;
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1_000;
  return Date.parse(value) - now.getTime();
}

function nextOf(status: number): string {
  if (status === 401 || status === 403)
    return "Give the channel a token or password that is valid.";
  if (status === 404 || status === 410)
    return "Check the address: nothing takes messages there any more.";
  if (status === 413) return "The service takes shorter messages only.";
  if (passing.has(status) || status >= 500) return "Nothing: Holdfast tries again by itself.";
  return "Read the answer, then correct the channel.";
}
