import { listOpenAlarms, readProtection } from "#lib/alarms";
import type { Context } from "#lib/context";
import { feedOf } from "#lib/events";
import { measureRuns } from "#lib/runs";
import type { Measured } from "./render.ts";

/** Asks each room once for what it knows, and says how long that took. */
export async function collectMetrics(ctx: Context): Promise<Measured> {
  const since = performance.now();
  const now = ctx.clock.now();
  const runs = await measureRuns(ctx);
  const protection = await readProtection(ctx);
  const alarms = await listOpenAlarms(ctx);
  const eventLagMs = await feedOf(ctx.db, ctx.log).lagMs(now);
  return { now, runs, protection, alarms, eventLagMs, tookMs: performance.now() - since };
}
