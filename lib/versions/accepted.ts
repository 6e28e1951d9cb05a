import { and, eq, inArray, max, ne } from "drizzle-orm";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { readMany, tables } from "#lib/db";

/**
 * When each device last gave a text that is believed, by device id. A text that a person put there
 * is no copy of what the device says.
 */
export async function lastAcceptedOf(ctx: Context): Promise<Map<string, Date>> {
  allow(ctx, "version:read");
  const { deviceId, lastSeenAt, origin, state } = tables.configVersions;
  const active = await readMany({ deviceId, lastSeenAt, origin }, (all) =>
    ctx.db.select({ all }).from(tables.configVersions).where(eq(state, "active")),
  );
  const seen = active.filter((each) => each.origin === "device");
  const accepted = new Map(seen.map((each) => [each.deviceId, each.lastSeenAt]));
  const byHand = active.filter((each) => each.origin === "hand").map((each) => each.deviceId);
  if (byHand.length === 0) return accepted;
  const before = await ctx.db
    .select({ deviceId, lastSeenAt: max(lastSeenAt) })
    .from(tables.configVersions)
    .where(and(inArray(deviceId, byHand), eq(origin, "device"), ne(state, "quarantined")))
    .groupBy(deviceId);
  for (const each of before) if (each.lastSeenAt) accepted.set(each.deviceId, each.lastSeenAt);
  return accepted;
}
