import { eq } from "drizzle-orm";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { tables } from "#lib/db";
import { readSetting } from "#lib/settings";
import { vaultSpace } from "#lib/vault";
import { readBin } from "./bin/read.ts";
import { lastDays, localDay } from "./outcomes.ts";
import { type ArchiveRow, growthOf } from "./rows.ts";
import type { PlanUse, StorageUse } from "./schema.ts";
import { kindsOf, partsOf, sourcesOf } from "./storage-parts.ts";
import { vaultOf } from "./vault-place.ts";

/** As many days back the growth is shown. */
const growthDays = 90;
const monthMs = 30 * 86_400_000;

/** What the archives take on the vault's disk: by kind, by plan and source, and day by day. */
export async function storageUse(ctx: Context): Promise<StorageUse> {
  allow(ctx, "archive:read");
  const space = await vaultSpace(await vaultOf(ctx.db));
  const rows = await ctx.db
    .select({ archive: tables.archives, planName: tables.plans.name })
    .from(tables.archives)
    .innerJoin(tables.plans, eq(tables.plans.id, tables.archives.planId));
  const all = rows.map(({ archive, planName }) => added(archive, planName));
  const kept = all.filter((archive) => !archive.letGoAt);
  const parts = await partsOf(ctx, kept);
  return {
    ...space,
    archives: kept.length,
    contentBytes: sumOf(kept, "contentBytes"),
    zipBytes: sumOf(kept, "zipBytes"),
    bin: await readBin(ctx),
    byKind: kindsOf(parts),
    bySource: sourcesOf(parts, ctx.clock.now()),
    byPlan: byPlan(kept, ctx.clock.now()),
    daily: await daily(ctx, all, space.archiveBytes),
  };
}

/** An archive and what it added to the vault. */
interface Added {
  id: string;
  plan: { id: string; name: string };
  createdAt: Date;
  letGoAt: Date | null;
  freedAt: Date | null;
  bytes: number;
  contentBytes: number;
  zipBytes: number;
  /** Whether it is a file of its own that went when it left the bin. */
  isAlone: boolean;
}

function added(archive: ArchiveRow, planName: string): Added {
  const { id, createdAt, letGoAt, freedAt, contentBytes } = archive;
  const { storedBytes, sha256Of } = growthOf(archive);
  return {
    id,
    plan: { id: archive.planId, name: planName },
    createdAt,
    letGoAt,
    freedAt,
    bytes: storedBytes,
    contentBytes,
    zipBytes: archive.bytes,
    isAlone: sha256Of === "zip",
  };
}

function byPlan(kept: readonly Added[], now: Date): PlanUse[] {
  const since = now.getTime() - monthMs;
  return [...Map.groupBy(kept, ({ plan }) => plan.id)]
    .map(([id, archives]) => ({
      plan: { id, name: archives[0]?.plan.name ?? "" },
      archives: archives.length,
      bytes: sumOf(archives, "bytes"),
      contentBytes: sumOf(archives, "contentBytes"),
      monthBytes: sumOf(
        archives.filter(({ createdAt }) => createdAt.getTime() > since),
        "bytes",
      ),
    }))
    .toSorted((a, b) => b.bytes - a.bytes);
}

/**
 * What the vault took, reckoned from what each archive added. Letting one go frees what no other
 * needs, which nobody can tell of a day long past: the sum is brought down to what the vault takes
 * now, every day by the same share. Archives that were files of their own are taken off exactly.
 */
async function daily(
  ctx: Context,
  archives: readonly Added[],
  bytesNow: number,
): Promise<StorageUse["daily"]> {
  const timeZone = await readSetting(ctx.db, "timeZone");
  const spans = archives.map(({ createdAt, freedAt, bytes, isAlone }) => ({
    from: localDay(createdAt, timeZone),
    until: isAlone && freedAt ? localDay(freedAt, timeZone) : null,
    bytes,
  }));
  const on = (day: string) =>
    spans
      .filter(({ from, until }) => from <= day && (until === null || until > day))
      .reduce((sum, { bytes }) => sum + bytes, 0);
  const days = lastDays(ctx.clock.now(), { days: growthDays, timeZone });
  const sums = days.map((day) => ({ day, bytes: on(day) }));
  const last = sums.at(-1)?.bytes ?? 0;
  const share = last > 0 ? bytesNow / last : 0;
  return sums.map(({ day, bytes }) => ({ day, bytes: Math.round(bytes * share) }));
}

function sumOf(archives: readonly Added[], field: "bytes" | "contentBytes" | "zipBytes"): number {
  return archives.reduce((sum, archive) => sum + archive[field], 0);
}
