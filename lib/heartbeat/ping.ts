import { setTimeout as pause } from "node:timers/promises";
import { eq } from "drizzle-orm";
import type { Context } from "#lib/context";
import { tables, write } from "#lib/db";
import { emit } from "#lib/events";
import { asFailure, fail } from "#lib/failures";
import { sendHttp } from "#lib/notify";
import type { InstallationKey } from "#lib/secrets";
import { readSetting } from "#lib/settings";
import { type HeartbeatRow, openAddress } from "./stored.ts";

export interface BeatMeans {
  key: InstallationKey;
  allowLoopback: boolean;
  /** Ends the work soon. */
  signal: AbortSignal;
  /** Until the receiver has answered; by default 10 s. */
  answerMs?: number;
  /** Between two tries; by default 2 s. */
  pauseMs?: number;
}

/** One sign of life: what is put behind the address, and what is told with it. */
export interface Ping {
  /** Nothing: success; else `/start`, `/fail`, or an exit status such as `/7`. */
  path: string;
  body: string;
}

const answerMsMax = 10_000;
const triesMax = 3;
const pauseMsUsual = 2_000;
/** Receivers keep this much of a body. */
export const bodyBytesMax = 10_000;

/**
 * Sends one sign of life, with three tries where that can help, and remembers what came back. Never
 * throws for the receiver's fault.
 *
 * @returns whether it was taken
 * @throws the reason of the signal
 */
export async function sendPing(
  ctx: Context,
  { row, ping }: { row: HeartbeatRow; ping: Ping },
  means: BeatMeans,
): Promise<boolean> {
  const { pauseMs = pauseMsUsual, signal } = means;
  let outcome = await attempt(ctx, { row, ping }, means);
  for (let tries = 1; outcome.again && tries < triesMax; tries += 1) {
    await pause(pauseMs, undefined, { signal });
    outcome = await attempt(ctx, { row, ping }, means);
  }
  await remember(ctx, row.id, outcome);
  if (!outcome.taken) ctx.log.warn("heartbeat not taken", { host: row.host, why: outcome.answer });
  return outcome.taken;
}

interface Outcome {
  taken: boolean;
  again: boolean;
  answer: string;
}

async function attempt(
  ctx: Context,
  { row, ping }: { row: HeartbeatRow; ping: Ping },
  { key, allowLoopback, signal, answerMs = answerMsMax }: BeatMeans,
): Promise<Outcome> {
  const late = new AbortController();
  const seconds = answerMs / 1_000;
  const tooLate = () => late.abort(fail("channel-timeout", { host: row.host, seconds }));
  const timer = setTimeout(tooLate, answerMs);
  try {
    const url = new URL(openAddress(row, key));
    url.pathname = url.pathname.replace(/\/$/, "") + ping.path;
    const allowedAddresses = await readSetting(ctx.db, "allowedAddresses");
    const headers = { "content-type": "text/plain; charset=utf-8" };
    const request = {
      via: "http",
      method: "POST",
      url: url.href,
      headers,
      body: ping.body,
    } as const;
    const reach = { allowLoopback, allowedAddresses, now: ctx.clock.now() };
    const both = AbortSignal.any([signal, late.signal]);
    const { status, statusText } = await sendHttp(request, { ...reach, signal: both });
    const again = status >= 500 || status === 429 || status === 408;
    return { taken: status < 300, again, answer: `${status} ${statusText}`.trim().slice(0, 200) };
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    const failure = asFailure(error);
    return { taken: false, again: failure.retry, answer: failure.message };
  } finally {
    clearTimeout(timer);
  }
}

// check: no-audit: what a receiver answered, each minute; the settings page shows the last one.
async function remember(ctx: Context, id: string, { taken, answer }: Outcome): Promise<void> {
  const at = ctx.clock.now();
  const { heartbeats } = tables;
  await write(ctx.db, async (tx) => {
    const set = { lastAt: at, lastAnswer: answer, lastTaken: taken };
    const row = await tx.select().from(heartbeats).where(eq(heartbeats.id, id)).get();
    if (!row) return; // removed meanwhile
    await tx.update(heartbeats).set(set).where(eq(heartbeats.id, id));
    if (row.lastTaken === taken) return;
    await emit(tx, { at, kind: "settings.changed", subjectId: "heartbeat", data: {} });
  });
}
