import { asFailure, type Failure, fail } from "#lib/failures";
import { neverLog } from "#lib/log";
import type { ChannelKind, Note, Settings } from "../channels/kind.ts";
import type { Reachable } from "./addresses.ts";
import { type HttpAnswer, sendHttp } from "./http.ts";
import { sendMail } from "./mail.ts";
import { judge, judgeFailure, type Verdict } from "./verdict.ts";
import { spellingsOf, withoutSecrets } from "./without-secrets.ts";

/** A service that has not answered by then is taken as silent. */
export const answerMsMax = 15_000;

export interface TryMeans extends Reachable {
  now: Date;
  /** Ends the try early. */
  signal: AbortSignal;
  /** Until the service has answered; by default 15 s. */
  answerMs?: number;
}

/**
 * One try of one message. A fault of the channel is a verdict, never an error; its answer holds no
 * secret.
 *
 * @throws the reason of the signal when it was aborted from outside
 */
export async function sendOnce(
  kind: ChannelKind,
  { settings, note }: { settings: Settings; note: Note },
  means: TryMeans,
): Promise<Verdict & { durationMs: number }> {
  const spellings = spellingsOf(kind, settings);
  for (const spelling of spellings) neverLog(spelling);
  // Before anything is cut: a part of a secret would not be found any more.
  const clean = (text: string) => withoutSecrets(text, spellings);
  const begun = performance.now();
  const verdict = await attempt(kind, { settings, note, clean }, means);
  const answer = { ...verdict.answer, words: clean(verdict.answer.words) };
  return { ...verdict, answer, durationMs: Math.round(performance.now() - begun) };
}

async function attempt(
  kind: ChannelKind,
  { settings, note, clean }: { settings: Settings; note: Note; clean: (text: string) => string },
  { answerMs = answerMsMax, ...means }: TryMeans,
): Promise<Verdict> {
  const late = new AbortController();
  const outgoing = kind.outgoing(settings, note);
  const timer = setTimeout(() => late.abort(tooLate(outgoing, answerMs)), answerMs);
  const signal = AbortSignal.any([means.signal, late.signal]);
  try {
    if (outgoing.via === "mail") return await sendMail(outgoing, { ...means, signal, clean });
    const answer = await sendHttp(outgoing, { ...means, signal });
    return judge(kind, cleaned(answer, clean), means.now);
  } catch (error) {
    if (means.signal.aborted) throw means.signal.reason;
    return judgeFailure(asFailure(error));
  } finally {
    clearTimeout(timer);
  }
}

function cleaned(answer: HttpAnswer, clean: (text: string) => string): HttpAnswer {
  const headers = Object.entries(answer.headers).map(([name, value]) => [name, clean(value)]);
  const { statusText, body } = answer;
  return {
    ...answer,
    statusText: clean(statusText),
    body: clean(body),
    headers: Object.fromEntries(headers),
  };
}

function tooLate(outgoing: ReturnType<ChannelKind["outgoing"]>, answerMs: number): Failure {
  const host = outgoing.via === "mail" ? outgoing.server.host : new URL(outgoing.url).host;
  return fail("channel-timeout", { host, seconds: Math.round(answerMs / 1_000) });
}
