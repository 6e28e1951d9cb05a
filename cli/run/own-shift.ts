import { hostname } from "node:os";
import type { Context } from "#lib/context";
import { asFailure, fail } from "#lib/failures";
import {
  beginShift,
  type Claim,
  carryOut,
  claimRun,
  leaseRenewMs,
  type Means,
  recover,
  runsAtOnceMax,
  type Shift,
} from "#lib/runs";
import { watchOnce } from "./watch-once.ts";

/** The right of this process to carry out runs, while no worker holds the lease. */
export interface OwnShift {
  /**
   * Carries out queued runs, a few at once, until none is left.
   *
   * @param only ids of the runs; absent: every run that is queued
   * @returns what was carried out
   */
  carryOut(only?: readonly string[]): Promise<Claim[]>;
}

/**
 * Works in place of a worker: holds the lease and puts in order what an earlier one left behind.
 * SIGTERM interrupts the runs under way.
 *
 * @returns `null` when a worker holds the lease after all; `work` was not called then
 */
export async function withOwnShift<T>(
  ctx: Context,
  means: Means,
  work: (shift: OwnShift) => Promise<T>,
): Promise<T | null> {
  const shift = await beginShift(ctx, { pid: process.pid, host: hostname() });
  if (!shift) return null;
  const stop = new AbortController();
  const terminate = () => stop.abort(fail("interrupted", { why: "the command was stopped" }));
  process.on("SIGTERM", terminate);
  const heart = setInterval(() => {
    shift.renew().catch((error) => stop.abort(asFailure(error)));
  }, leaseRenewMs);
  try {
    await recover(ctx, shift.owner);
    const done = await work({
      carryOut: (only) => carryOutQueued(ctx, { shift, only, stop, means }),
    });
    await watchOnce(ctx, { ...means, signal: stop.signal });
    return done;
  } finally {
    process.off("SIGTERM", terminate);
    clearInterval(heart);
    await shift.end();
  }
}

async function carryOutQueued(
  ctx: Context,
  {
    shift,
    only,
    stop,
    means,
  }: {
    shift: Shift;
    only?: readonly string[] | undefined;
    stop: AbortController;
    means: Means;
  },
): Promise<Claim[]> {
  const waiting = only && [...only];
  const done: Claim[] = [];
  const next = async () => {
    if (!waiting) return claimRun(ctx, shift);
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      const claim = await claimRun(ctx, shift, { runId: id });
      if (claim) return claim; // one that was cancelled meanwhile is queued no more
    }
    return null;
  };
  const lane = async () => {
    for (let claim = await next(); claim && !stop.signal.aborted; claim = await next()) {
      done.push(claim);
      await carryOut(ctx, claim, { ...means, stop: stop.signal });
    }
  };
  await Promise.all(Array.from({ length: runsAtOnceMax }, lane));
  return done;
}
