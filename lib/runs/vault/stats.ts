import { desc, eq, isNull } from "drizzle-orm";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { tables } from "#lib/db";
import { measureVault, type VaultMeasure } from "#lib/vault";
import type { BinState } from "../archive-schema.ts";
import { countBin } from "../bin/count.ts";
import { readBin } from "../bin/read.ts";
import { vaultOf } from "../vault-place.ts";

/** As many of the newest archives are told one by one. */
const runsMax = 20;

/** What the vault holds, and what it takes to. */
export interface VaultStats extends VaultMeasure {
  archives: number;
  /** Of all archives, unpacked, each counted whole. */
  contentBytes: number;
  /** What the vault takes for them: packs, manifests, and ZIP files of the first version. */
  storedBytes: number;
  /** Content for each byte that is stored; `null`: nothing is. */
  dedupRatio: number | null;
  /** What was let go and can be taken back; none of the numbers above but `storedBytes` hold it. */
  bin: BinState;
  /** What the newest archives added, newest first. */
  runs: {
    run: number;
    plan: string;
    contentBytes: number;
    newBytes: number;
    storedBytes: number;
  }[];
}

/** Counts what the vault holds. @throws as `measureVault` */
export async function vaultStats(ctx: Context, signal: AbortSignal): Promise<VaultStats> {
  allow(ctx, "archive:read");
  const measure = await measureVault(await vaultOf(ctx.db), signal);
  await countBin(ctx, signal);
  const all = await ctx.db
    .select({ archive: tables.archives, number: tables.runs.number, plan: tables.plans.name })
    .from(tables.archives)
    .innerJoin(tables.runs, eq(tables.runs.id, tables.archives.runId))
    .innerJoin(tables.plans, eq(tables.plans.id, tables.archives.planId))
    .where(isNull(tables.archives.leftBinAt))
    .orderBy(desc(tables.archives.createdAt), desc(tables.runs.number));
  const rows = all.filter(({ archive }) => archive.letGoAt === null);
  const zips = all.filter(({ archive }) => archive.file.endsWith(".zip"));
  const zipBytes = zips.reduce((sum, { archive }) => sum + archive.bytes, 0);
  const contentBytes = rows.reduce((sum, { archive }) => sum + archive.contentBytes, 0);
  const storedBytes = measure.packBytes + measure.manifestBytes + zipBytes;
  return {
    archives: rows.length,
    contentBytes,
    storedBytes,
    dedupRatio: storedBytes > 0 ? contentBytes / storedBytes : null,
    ...measure,
    bin: await readBin(ctx),
    runs: rows.slice(0, runsMax).map(({ archive, number, plan }) => ({
      run: number,
      plan,
      contentBytes: archive.contentBytes,
      newBytes: archive.newBytes,
      storedBytes: archive.storedBytes,
    })),
  };
}
