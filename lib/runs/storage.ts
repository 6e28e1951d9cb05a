import { eq, isNull } from "drizzle-orm";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { tables } from "#lib/db";
import { readSetting } from "#lib/settings";
import { vaultSpace } from "#lib/vault";
import { lastDays, localDay } from "./outcomes.ts";
import type { StorageUse } from "./schema.ts";
import { vaultOf } from "./vault-place.ts";

/** As many days back the growth is shown. */
const growthDays = 60;

/** What the archives take on the vault's disk: by kind, by plan, and day by day. */
export async function storageUse(ctx: Context): Promise<StorageUse> {
  allow(ctx, "archive:read");
  const space = await vaultSpace(await vaultOf(ctx.db));
  const archives = await ctx.db
    .select({
      planId: tables.archives.planId,
      planName: tables.plans.name,
      createdAt: tables.archives.createdAt,
      letGoAt: tables.archives.letGoAt,
      bytes: tables.archives.bytes,
    })
    .from(tables.archives)
    .innerJoin(tables.plans, eq(tables.plans.id, tables.archives.planId));
  return {
    ...space,
    byKind: await byKind(ctx),
    byPlan: byPlan(archives.filter((archive) => !archive.letGoAt)),
    daily: await daily(ctx, archives),
  };
}

interface Kept {
  planId: string;
  planName: string;
  createdAt: Date;
  letGoAt: Date | null;
  bytes: number;
}

function byPlan(kept: readonly Kept[]): StorageUse["byPlan"] {
  const groups = [...Map.groupBy(kept, (archive) => archive.planId)];
  return groups
    .map(([id, archives]) => ({
      plan: { id, name: archives[0]?.planName ?? "" },
      archives: archives.length,
      bytes: archives.reduce((sum, archive) => sum + archive.bytes, 0),
    }))
    .toSorted((a, b) => b.bytes - a.bytes);
}

/**
 * The archives' bytes by kind of source: a ZIP's size is shared out by what each source put into it,
 * unpacked, because entries are not weighed one by one.
 */
async function byKind(ctx: Context): Promise<StorageUse["byKind"]> {
  const rows = await ctx.db
    .select({
      kind: tables.archiveSources.kind,
      bytes: tables.archiveSources.bytes,
      zip: tables.archives.bytes,
      content: tables.archives.contentBytes,
    })
    .from(tables.archiveSources)
    .innerJoin(tables.archives, eq(tables.archives.id, tables.archiveSources.archiveId))
    .where(isNull(tables.archives.letGoAt));
  const sums = new Map<StorageUse["byKind"][number]["kind"], number>();
  for (const row of rows) {
    const share = row.content > 0 ? (row.bytes / row.content) * row.zip : 0;
    sums.set(row.kind, (sums.get(row.kind) ?? 0) + share);
  }
  const shares = [...sums].map(([kind, bytes]) => ({ kind, bytes: Math.round(bytes) }));
  return shares.toSorted((a, b) => b.bytes - a.bytes);
}

async function daily(ctx: Context, archives: readonly Kept[]): Promise<StorageUse["daily"]> {
  const timeZone = await readSetting(ctx.db, "timeZone");
  const days = lastDays(ctx.clock.now(), { days: growthDays, timeZone });
  const spans = archives.map(({ createdAt, letGoAt, bytes }) => ({
    from: localDay(createdAt, timeZone),
    until: letGoAt ? localDay(letGoAt, timeZone) : null,
    bytes,
  }));
  return days.map((day) => ({
    day,
    bytes: spans
      .filter(({ from, until }) => from <= day && (until === null || until > day))
      .reduce((sum, { bytes }) => sum + bytes, 0),
  }));
}
