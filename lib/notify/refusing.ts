import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import type { Transaction } from "#lib/db";
import type { Answer } from "./schema.ts";
import { readChannels } from "./stored.ts";

/** A channel that does not take what it is sent. */
export interface RefusingChannel {
  id: string;
  name: string;
  since: Date;
  /** What it answered, or why it could not be asked. */
  answer: string;
  next: string;
}

/**
 * Enabled channels that refused the last message or test, or failed three times in a row. One that
 * takes the next message or test is not among them any more.
 */
export async function refusingChannels(ctx: Context): Promise<RefusingChannel[]> {
  allow(ctx, "channel:read");
  return (await readChannels(ctx.db)).flatMap((row) => {
    const { id, name, enabled, refusingSince: since } = row;
    if (!enabled || !since) return [];
    const answer = row.lastAnswer as Answer | null;
    const next = answer?.next ?? "Open the channel and test it.";
    return [{ id, name, since, answer: answer?.words ?? "", next }];
  });
}

/** The channels that may be told, inside the transaction that tells them. */
export async function channelsToTell(tx: Transaction): Promise<{ id: string; refuses: boolean }[]> {
  return (await readChannels(tx))
    .filter(({ enabled }) => enabled)
    .map(({ id, refusingSince }) => ({ id, refuses: refusingSince !== null }));
}
