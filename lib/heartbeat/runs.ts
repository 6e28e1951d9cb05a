import { asc, eq } from "drizzle-orm";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { tables, write } from "#lib/db";
import { eventsAfter, lastEventId } from "#lib/events";
import { asFailure } from "#lib/failures";
import { findRun } from "#lib/runs";
import { readSetting, writeSetting } from "#lib/settings";
import { type BeatMeans, sendPing } from "./ping.ts";
import { endOf, startOf } from "./words-of-run.ts";

type PingRow = typeof tables.heartbeatPings.$inferSelect;

/** A sign of life that is this old would say that something lives which nobody knows of. */
const lateMsMax = 3_600_000;

/** Where signs of life of runs go on their way: one place for a whole process. */
export interface Beats {
  /**
   * Notes the runs that began and ended since the last call, and sets out for every receiver that
   * waits and is not being told already. Waits for none of them.
   */
  beat(): Promise<void>;
  /** Once nothing is under way any more. */
  idle(): Promise<void>;
}

/**
 * Tells receivers of the runs of their plans. Each is told in order and one ping at a time; one that
 * is slow delays itself alone. A ping leaves its queue once it was taken or let be, so that after a
 * crash no more than the one under way comes twice. A receiver's fault is remembered beside its
 * address.
 */
export function beatsOfRuns(ctx: Context, means: BeatMeans): Beats {
  const underWay = new Map<string, Promise<void>>();
  const setOut = async (id: string) => {
    try {
      await tellReceiver(ctx, id, means);
    } catch (error) {
      const why = { heartbeat: id, error: asFailure(error) };
      if (!means.signal.aborted) ctx.log.error("giving signs of life failed", why);
    } finally {
      underWay.delete(id);
    }
  };
  return {
    async beat() {
      await queuePings(ctx);
      const { heartbeatPings } = tables;
      const waiting = await ctx.db
        .selectDistinct({ id: heartbeatPings.heartbeatId })
        .from(heartbeatPings);
      for (const { id } of waiting) {
        if (!underWay.has(id)) underWay.set(id, setOut(id));
      }
    },
    async idle() {
      await Promise.all(underWay.values());
    },
  };
}

/** Notes what began and ended since it was looked at last, and how far it was looked, in one. */
// check: no-audit: signs of life on their way, and a place in the events.
async function queuePings(ctx: Context): Promise<void> {
  allow(ctx, "heartbeat:send");
  const cursor = await readSetting(ctx.db, "heartbeatCursor");
  const events = cursor === null ? [] : await eventsAfter(ctx.db, cursor);
  const last = cursor === null ? await lastEventId(ctx.db) : events.at(-1)?.id; // none before is told
  if (last === undefined) return;
  const at = ctx.clock.now();
  await write(ctx.db, async (tx) => {
    const receivers = await tx.select({ id: tables.heartbeats.id }).from(tables.heartbeats);
    const known = new Set(receivers.map(({ id }) => id));
    const pings = events.flatMap((event) => {
      if (event.kind !== "run.started" && event.kind !== "run.ended") return [];
      const heartbeatId = event.data.planId;
      const isStart = event.kind === "run.started";
      return known.has(heartbeatId)
        ? [{ heartbeatId, runId: event.subjectId, isStart, at: event.at }]
        : [];
    });
    if (pings.length > 0) await tx.insert(tables.heartbeatPings).values(pings);
    await writeSetting(tx, "heartbeatCursor", { value: last, at });
  });
}

/** Tells one receiver all that waits for it. @throws the reason of the signal */
async function tellReceiver(ctx: Context, id: string, means: BeatMeans): Promise<void> {
  const { heartbeats, heartbeatPings } = tables;
  const next = () =>
    ctx.db
      .select({ ping: heartbeatPings, row: heartbeats })
      .from(heartbeatPings)
      .innerJoin(heartbeats, eq(heartbeats.id, heartbeatPings.heartbeatId))
      .where(eq(heartbeatPings.heartbeatId, id))
      .orderBy(asc(heartbeatPings.id))
      .limit(1)
      .get();
  for (let waiting = await next(); waiting; waiting = await next()) {
    means.signal.throwIfAborted();
    const { ping, row } = waiting;
    const told = await wordsOf(ctx, ping);
    if (told) await sendPing(ctx, { row, ping: told }, means);
    await letGo(ctx, ping);
  }
}

/** `null`: nobody has to be told any more. */
async function wordsOf(ctx: Context, { runId, isStart, at }: PingRow) {
  if (ctx.clock.now().getTime() - at.getTime() > lateMsMax) return null;
  const run = await findRun(ctx, runId);
  if (!run || run.limitedTo !== null) return null; // of some devices: it says nothing of the plan
  return isStart ? startOf(run) : await endOf(ctx, run);
}

// check: no-audit: what became of a ping stands beside its receiver.
async function letGo(ctx: Context, { id }: PingRow): Promise<void> {
  const { heartbeatPings } = tables;
  await write(ctx.db, (tx) => tx.delete(heartbeatPings).where(eq(heartbeatPings.id, id)));
}
