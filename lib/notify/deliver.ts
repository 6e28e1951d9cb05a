import { and, asc, eq, gt, inArray, isNull, lt, lte } from "drizzle-orm";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { tables, write } from "#lib/db";
import { emit } from "#lib/events";
import { asFailure } from "#lib/failures";
import type { InstallationKey } from "#lib/secrets";
import { readSetting } from "#lib/settings";
import { noteOf } from "./note.ts";
import { recordTry } from "./record-try.ts";
import { Message } from "./schema.ts";
import { answerMsMax, sendOnce } from "./send/send.ts";
import { judgeFailure, type Verdict } from "./send/verdict.ts";
import { type ChannelRow, kindOf, openSettings, present } from "./stored.ts";

type DeliveryRow = typeof tables.deliveries.$inferSelect;

export interface DeliverMeans {
  key: InstallationKey;
  allowLoopback: boolean;
  /** Where the console is found; links lead there. */
  url: string;
  /** Ends the work soon; what was under way is tried again. */
  signal: AbortSignal;
  /** Until a service has answered; by default 15 s. */
  answerMs?: number;
}

/** As many channels are served at once. */
const channelsAtOnceMax = 8;
/** Whoever claimed a delivery and says nothing for so long is gone: the next one sends it. */
const claimMs = 4 * answerMsMax;

/**
 * Sends what is due: several channels at once, each in its order and one message at a time, as long
 * as it takes them. A message that a channel does not take now is tried again later, and those behind
 * it wait. Never throws for a channel's fault.
 *
 * @returns how many were delivered
 */
export async function deliverDue(ctx: Context, means: DeliverMeans): Promise<number> {
  allow(ctx, "channel:deliver");
  const waiting = await channelsWithDue(ctx);
  let delivered = 0;
  const serve = async () => {
    for (let channel = waiting.shift(); channel; channel = waiting.shift()) {
      const count = await serveChannel(ctx, channel, means);
      delivered += count; // read after the wait: others count too
    }
  };
  await Promise.all(Array.from({ length: channelsAtOnceMax }, serve));
  return delivered;
}

async function channelsWithDue(ctx: Context): Promise<ChannelRow[]> {
  const { channels, deliveries } = tables;
  const due = ctx.db
    .select({ id: deliveries.channelId })
    .from(deliveries)
    .where(and(eq(deliveries.state, "queued"), lte(deliveries.nextTryAt, ctx.clock.now())));
  return ctx.db
    .select()
    .from(channels)
    .where(and(present, eq(channels.enabled, true), inArray(channels.id, due)));
}

async function serveChannel(ctx: Context, channel: ChannelRow, means: DeliverMeans) {
  let delivered = 0;
  while (!means.signal.aborted) {
    const claimed = await claimNext(ctx, channel.id);
    if (!claimed) break;
    const verdict = await tryDelivery(ctx, { channel, delivery: claimed, means });
    if (!verdict) break; // told to stop: nobody knows what became of it
    const state = await record(ctx, claimed, verdict);
    if (state === "delivered") delivered += 1;
  }
  return delivered;
}

/**
 * Claims the oldest delivery of a channel, if it is due and none of the channel is under way. The
 * claim is written before anything is sent and ends by itself, so that a crash in between leads to
 * another try: the one message that may come twice.
 */
// check: no-audit: what is sent stands in the delivery log, line by line.
async function claimNext(ctx: Context, channelId: string): Promise<DeliveryRow | null> {
  const { deliveries } = tables;
  const now = ctx.clock.now();
  const queued = and(eq(deliveries.channelId, channelId), eq(deliveries.state, "queued"));
  return write(ctx.db, async (tx) => {
    const underWay = and(queued, gt(deliveries.claimedUntil, now));
    if (await tx.select({ id: deliveries.id }).from(deliveries).where(underWay).get()) return null;
    const head = await tx
      .select()
      .from(deliveries)
      .where(queued)
      .orderBy(asc(deliveries.createdAt), asc(deliveries.id))
      .limit(1)
      .get();
    if (!head?.nextTryAt || head.nextTryAt > now) return null;
    const claimedUntil = new Date(now.getTime() + claimMs);
    const claim = { claimedUntil, tries: head.tries + 1 };
    await tx.update(deliveries).set(claim).where(eq(deliveries.id, head.id));
    return { ...head, ...claim };
  });
}

/** `null`: the work was ended from outside. */
async function tryDelivery(
  ctx: Context,
  { channel, delivery, means }: { channel: ChannelRow; delivery: DeliveryRow; means: DeliverMeans },
): Promise<(Verdict & { durationMs: number }) | null> {
  const { id, alarmKey } = delivery;
  const { key, url, ...rest } = means;
  try {
    const settings = openSettings(key, channel);
    const note = noteOf(Message.parse(delivery.message), { id, alarmKey, url });
    const allowedAddresses = await readSetting(ctx.db, "allowedAddresses");
    const now = ctx.clock.now();
    return await sendOnce(kindOf(channel), { settings, note }, { ...rest, allowedAddresses, now });
  } catch (error) {
    if (means.signal.aborted) return null;
    ctx.log.error("delivery failed", { delivery: id, error: asFailure(error) });
    return { ...judgeFailure(asFailure(error)), durationMs: 0 };
  }
}

// check: no-audit: what became of it stands in the delivery log, line by line.
async function record(
  ctx: Context,
  claimed: DeliveryRow,
  verdict: Verdict & { durationMs: number },
): Promise<DeliveryRow["state"]> {
  const now = ctx.clock.now();
  const { deliveries } = tables;
  return write(ctx.db, async (tx) => {
    const own = and(
      eq(deliveries.id, claimed.id),
      eq(deliveries.state, "queued"),
      eq(deliveries.tries, claimed.tries),
    );
    const row = await tx.select().from(deliveries).where(own).get();
    if (!row) return "queued"; // ended or taken over meanwhile
    const { state } = await recordTry(tx, { delivery: row, verdict, now });
    const data = { channelId: row.channelId, state };
    await emit(tx, { at: now, kind: "delivery.ended", subjectId: row.id, data });
    return state;
  });
}

/** Deliveries that have ended stand in the log so long. */
export const deliveriesKeepMs = 90 * 24 * 3_600_000;

/** Lets go of deliveries that are older than their keep. */
// check: no-audit: the log says itself how long it is kept; nothing else hangs on its lines.
export async function trimDeliveries(ctx: Context): Promise<void> {
  allow(ctx, "channel:deliver");
  const { deliveries } = tables;
  const before = new Date(ctx.clock.now().getTime() - deliveriesKeepMs);
  await write(ctx.db, async (tx) => {
    await tx
      .delete(deliveries)
      .where(and(lt(deliveries.createdAt, before), isNull(deliveries.nextTryAt)));
  });
}
