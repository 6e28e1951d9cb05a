import { allow, audit, parseInput } from "#lib/access";
import type { Context } from "#lib/context";
import { newId, tables, write } from "#lib/db";
import { emit } from "#lib/events";
import type { InstallationKey } from "#lib/secrets";
import { readSetting } from "#lib/settings";
import type { ChannelKind } from "./channels/kind.ts";
import { kinds } from "./channels/list.ts";
import { noteOf } from "./note.ts";
import { recordTry } from "./record-try.ts";
import { ChannelInput, type ChannelInputGiven, type Message, type Tested } from "./schema.ts";
import { sendOnce } from "./send/send.ts";
import { settingsOf } from "./settings-of.ts";
import { kindOf, loadChannel, openSettings } from "./stored.ts";

/**
 * A channel as it is stored, or as a form gives it before it is saved: with an id, secrets that the
 * input leaves empty are those of the stored one.
 */
export type WhatToTest = { id: string; input?: ChannelInputGiven } | { input: ChannelInputGiven };

export interface TestMeans {
  key: InstallationKey;
  allowLoopback: boolean;
  /** Where the console is found; the link of the message leads there. */
  url: string;
  /** Ends it early. */
  signal?: AbortSignal;
  /** Until the service has answered; by default 15 s. */
  answerMs?: number;
}

/**
 * Sends one test message now, once, and gives the answer word for word. The test of a stored channel
 * stands in the delivery log, and the channel remembers what it answered.
 *
 * @throws Failure `not-found`, `invalid`, `unseal-failed`; a channel's fault is an answer
 */
export async function testChannel(
  ctx: Context,
  what: WhatToTest,
  means: TestMeans,
): Promise<Tested> {
  allow(ctx, "channel:test");
  const { kind, name, settings, storedId } = await toTest(ctx, what, means.key);
  const at = ctx.clock.now();
  const id = newId();
  const message = testMessage(name, { by: ctx.actor.name, at });
  const note = noteOf(message, { id, alarmKey: null, url: means.url });
  const allowedAddresses = await readSetting(ctx.db, "allowedAddresses");
  const { allowLoopback, answerMs, signal = new AbortController().signal } = means;
  const reach = { allowLoopback, allowedAddresses, answerMs, signal, now: at };
  const verdict = await sendOnce(kind, { settings, note }, reach);
  const { answer, durationMs } = verdict;
  const ok = verdict.outcome === "taken";
  const now = ctx.clock.now();
  await write(ctx.db, async (tx) => {
    const subject = { kind: "channel", id: storedId ?? "", name };
    await audit(tx, ctx, { action: "channel:test", subject, after: { taken: ok } });
    if (storedId === null) return;
    const delivery = { id, channelId: storedId, tries: 1 };
    await tx
      .insert(tables.deliveries)
      .values({ ...delivery, message, state: "queued", createdAt: at, claimedUntil: null });
    // A test is sent once: what may pass by itself is for whoever tests to try again.
    const once = { ...verdict, outcome: ok ? ("taken" as const) : ("refused" as const) };
    const { state } = await recordTry(tx, { delivery, verdict: once, now });
    const data = { channelId: storedId, state };
    await emit(tx, { at: now, kind: "delivery.ended", subjectId: id, data });
  });
  return { ok, answer, durationMs, at };
}

/** What a channel is tested with, and previewed. */
async function toTest(
  ctx: Context,
  what: WhatToTest,
  key: InstallationKey,
): Promise<{
  kind: ChannelKind;
  name: string;
  settings: Record<string, string>;
  storedId: string | null;
}> {
  if (!("id" in what)) {
    const input = parseInput(ChannelInput, what.input);
    const kind = kinds[input.kind];
    return {
      kind,
      name: input.name,
      settings: settingsOf(kind, input.settings, null),
      storedId: null,
    };
  }
  const row = await loadChannel(ctx.db, what.id);
  const kind = kindOf(row);
  const held = openSettings(key, row);
  if (!what.input) return { kind, name: row.name, settings: held, storedId: row.id };
  const input = parseInput(ChannelInput, what.input);
  return { kind, name: row.name, settings: settingsOf(kind, input.settings, held), storedId: null };
}

export function testMessage(name: string, { by, at }: { by: string; at: Date }): Message {
  return {
    kind: "test",
    severity: "info",
    title: `Test of ${name}`,
    consequence: "Messages of Holdfast arrive here. Nothing has happened.",
    next: { words: "Open alarms", path: "/alarms" },
    facts: [{ name: "Sent by", value: by }],
    excerpt: [],
    at: at.toISOString(),
  };
}
