import { eq } from "drizzle-orm";
import { allow } from "#lib/access";
import { readProtection } from "#lib/alarms";
import type { Context } from "#lib/context";
import { tables, write } from "#lib/db";
import { plural } from "#lib/failures";
import { measureRuns } from "#lib/runs";
import { type BeatMeans, sendPing } from "./ping.ts";
import { wholeId } from "./schema.ts";

/** As many names are told of what is not protected. */
const namesMax = 50;

/**
 * Gives the sign of life of the whole installation, while every objective holds; when that ends it
 * says so once, with what does not hold, and is silent until all holds again.
 *
 * @throws the reason of the signal; a receiver's fault is remembered beside its address
 */
export async function beatWhole(ctx: Context, means: BeatMeans): Promise<void> {
  allow(ctx, "heartbeat:send");
  const { heartbeats } = tables;
  const row = await ctx.db.select().from(heartbeats).where(eq(heartbeats.id, wholeId)).get();
  if (!row) return;
  const broken = await brokenObjectives(ctx);
  const isBroken = broken.length > 0;
  if (isBroken && row.failing) return;
  const words = isBroken ? broken : ["Every objective holds."];
  const ping = { path: isBroken ? "/fail" : "", body: `${words.join("\n")}\n` };
  const taken = await sendPing(ctx, { row, ping }, means);
  // What was not taken is told again in a minute.
  if (taken && isBroken !== row.failing) await noteFailing(ctx, isBroken);
}

// check: no-audit: what a receiver was told last.
async function noteFailing(ctx: Context, failing: boolean): Promise<void> {
  const { heartbeats } = tables;
  await write(ctx.db, (tx) =>
    tx.update(heartbeats).set({ failing }).where(eq(heartbeats.id, wholeId)),
  );
}

/** What does not hold, a sentence each; none: all does. */
async function brokenObjectives(ctx: Context): Promise<string[]> {
  const { sources, devices } = await readProtection(ctx);
  const { plans, archives } = await measureRuns(ctx);
  const isBad = ({ protection }: { protection: string }) =>
    protection === "stale" || protection === "unprotected";
  const bad = [
    ...sources
      .filter(isBad)
      .map(({ source, plan, protection }) => `${source.name} of ${plan.name} is ${protection}.`),
    ...devices.filter(isBad).map(({ device, protection }) => `${device.name} is ${protection}.`),
  ];
  const more = bad.length > namesMax ? [`${bad.length - namesMax} more are not protected.`] : [];
  return [
    ...plans.filter(({ brake }) => brake).map(({ name }) => `The brake of ${name} is on.`),
    ...(archives.damaged > 0 ? [`${plural(archives.damaged, "archive")} damaged.`] : []),
    ...bad.slice(0, namesMax),
    ...more,
  ];
}
