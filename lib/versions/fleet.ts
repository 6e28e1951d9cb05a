import { and, count, desc, eq, inArray, isNull, or } from "drizzle-orm";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { tables } from "#lib/db";
import { select, versionOf, versionsListMax } from "./read.ts";
import type { ConfigVersion } from "./schema.ts";

/**
 * What every device says now, and the texts of devices that wait for a person, in no order. One
 * query, however many devices there are.
 */
export async function listActive(ctx: Context): Promise<ConfigVersion[]> {
  allow(ctx, "version:read");
  const { configVersions, devices } = tables;
  const { deviceId, state, supersededAt } = configVersions;
  const waits = and(eq(state, "quarantined"), isNull(supersededAt));
  const rows = await select(ctx)
    .innerJoin(devices, eq(devices.id, deviceId))
    .where(and(isNull(devices.removedAt), or(eq(state, "active"), waits)));
  return rows.map(versionOf);
}

/** A part of the versions of many devices. */
export interface PastVersions {
  versions: ConfigVersion[];
  /** As many there are altogether. */
  total: number;
}

/** What devices said before, newest first. */
export async function listPast(
  ctx: Context,
  {
    deviceIds,
    offset = 0,
    limit = versionsListMax,
  }: { deviceIds: readonly string[]; offset?: number; limit?: number },
): Promise<PastVersions> {
  allow(ctx, "version:read");
  const { configVersions } = tables;
  const { deviceId, state, firstSeenAt, id } = configVersions;
  const of = and(inArray(deviceId, [...deviceIds]), eq(state, "past"));
  const [counted] = await ctx.db.select({ total: count() }).from(configVersions).where(of);
  const rows = await select(ctx)
    .where(of)
    .orderBy(desc(firstSeenAt), desc(id))
    .offset(offset)
    .limit(Math.min(limit, versionsListMax));
  return { versions: rows.map(versionOf), total: counted?.total ?? 0 };
}
