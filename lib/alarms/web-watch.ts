import { setTimeout as pause } from "node:timers/promises";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { write } from "#lib/db";
import { asFailure } from "#lib/failures";
import { type DeliverMeans, deliverDue } from "#lib/notify";
import { writeSetting } from "#lib/settings";
import { watchWorker } from "./look.ts";

/** The worker is looked for, and the console says that it is there, this often. */
const lookMs = 5_000;
/** A worker is started again within seconds; one that is gone for this long is silent. */
const silentMs = 20_000;

/**
 * The web process watches the worker, tells of its silence and delivers in its place, and says itself
 * that it is there, until `signal` is aborted. Never rejects.
 */
export async function watchFromWeb(
  ctx: Context,
  {
    isWorkerAlive,
    means,
    signal,
  }: {
    isWorkerAlive: () => Promise<boolean>;
    means: Omit<DeliverMeans, "signal">;
    signal: AbortSignal;
  },
): Promise<void> {
  let aliveAt = performance.now();
  while (!signal.aborted) {
    try {
      if (await isWorkerAlive()) aliveAt = performance.now();
      const alive = performance.now() - aliveAt < silentMs;
      await sayWebIsHere(ctx, true);
      await watchWorker(ctx, { alive });
      if (!alive) await deliverDue(ctx, { ...means, signal });
    } catch (error) {
      ctx.log.error("looking for the worker failed", { error: asFailure(error) });
    }
    await pause(lookMs, undefined, { signal }).catch(() => {}); // an abort ends the loop
  }
}

/**
 * Notes that the console is there; `false`: that it was stopped, so that nobody misses it.
 */
// check: no-audit: a sign of life is no change that a person made.
export async function sayWebIsHere(ctx: Context, here: boolean): Promise<void> {
  allow(ctx, "alarm:watch");
  const at = ctx.clock.now();
  const value = here ? at.toISOString() : null;
  await write(ctx.db, (tx) => writeSetting(tx, "webSeenAt", { value, at }));
}
