import { and, desc, eq, inArray, isNull, type SQL } from "drizzle-orm";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { tables } from "#lib/db";
import { listVersions, select, versionOf, versionsListMax } from "./read.ts";
import type { ConfigVersion, VersionWindow } from "./schema.ts";

/**
 * Versions of a device among which one stands, as many as one page shows, and the way to all others.
 * Their numbers have no gap, so that every window is known by them.
 *
 * @param around number of that version; absent: the newest
 */
export async function versionWindow(
  ctx: Context,
  { deviceId, around }: { deviceId: string; around?: number | undefined },
): Promise<VersionWindow> {
  allow(ctx, "version:read");
  const [newest] = await listVersions(ctx, { deviceId, limit: 1 });
  const total = newest?.number ?? 0;
  const size = versionsListMax;
  const heads = Array.from({ length: Math.ceil(total / size) }, (_, index) => total - index * size);
  const chosen = Math.min(Math.max(around ?? total, 1), total);
  const offset = Math.floor((total - chosen) / size) * size;
  const versions = await listVersions(ctx, { deviceId, offset });
  const others = await idsOf(ctx, { deviceId, numbers: heads });
  const parts = heads.flatMap((to, index) => {
    const id = others.get(to);
    const from = Math.max(1, to - size + 1);
    return id && index * size !== offset ? [{ id, from, to }] : [];
  });
  return { versions, total, parts };
}

/**
 * What a device says now and the newest text of it that waits for a person, however many versions it
 * has had since; `null`: there is none.
 */
export async function openVersions(
  ctx: Context,
  { deviceId }: { deviceId: string },
): Promise<{ active: ConfigVersion | null; waiting: ConfigVersion | null }> {
  allow(ctx, "version:read");
  const { configVersions } = tables;
  const { state, supersededAt, number } = configVersions;
  const newest = async (which: SQL | undefined) => {
    const of = and(eq(configVersions.deviceId, deviceId), which);
    const row = await select(ctx).where(of).orderBy(desc(number)).limit(1).get();
    return row ? versionOf(row) : null;
  };
  const active = await newest(eq(state, "active"));
  const waiting = await newest(and(eq(state, "quarantined"), isNull(supersededAt)));
  return { active, waiting };
}

async function idsOf(
  { db }: Context,
  { deviceId, numbers }: { deviceId: string; numbers: readonly number[] },
): Promise<Map<number, string>> {
  if (numbers.length < 2) return new Map();
  const { configVersions } = tables;
  const rows = await db
    .select({ number: configVersions.number, id: configVersions.id })
    .from(configVersions)
    .where(
      and(eq(configVersions.deviceId, deviceId), inArray(configVersions.number, [...numbers])),
    );
  return new Map(rows.map(({ number, id }) => [number, id]));
}
