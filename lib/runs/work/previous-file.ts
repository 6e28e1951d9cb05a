import { and, desc, eq, isNotNull, isNull, lte } from "drizzle-orm";
import { tables } from "#lib/db";
import type { ReadAllReason } from "../schema.ts";
import type { Work } from "./carry-out.ts";
import { fencedWrite } from "./fence.ts";

const dayMs = 24 * 60 * 60 * 1_000;

/**
 * Chooses the archive whose unchanged files are not read again, and records on the run why there is
 * none; `null`: everything is read.
 */
export async function choosePrevious(work: Work): Promise<string | null> {
  const { ctx, claim } = work;
  const file = await newestVerified(work);
  const reason = await whyReadAll(work, file);
  if (reason === null) return file;
  await fencedWrite(ctx, claim, (tx) =>
    tx.update(tables.runs).set({ readAll: reason }).where(eq(tables.runs.id, claim.runId)),
  );
  return null;
}

async function whyReadAll(work: Work, file: string | null): Promise<ReadAllReason | null> {
  if (work.claim.readAll) return "asked";
  if (file === null) return "first";
  const { readAllDays } = work.plan;
  if (readAllDays === null) return null;
  const now = work.ctx.clock.now();
  const last = await lastReadAll(work, now);
  const ageMs = now.getTime() - (last?.getTime() ?? 0);
  return ageMs >= readAllDays * dayMs ? "due" : null;
}

/** The newest archive of the plan that was read back. */
async function newestVerified({ ctx, plan }: Work): Promise<string | null> {
  const { archives } = tables;
  const listed = and(
    eq(archives.planId, plan.id),
    isNull(archives.letGoAt),
    isNotNull(archives.verifiedAt), // of a damaged one only what misses a block is read again
  );
  const newest = await ctx.db
    .select({ file: archives.file })
    .from(archives)
    .where(listed)
    .orderBy(desc(archives.createdAt))
    .limit(1);
  return newest[0]?.file ?? null;
}

/**
 * When a run of the plan last read everything into an archive that was read back. One that is dated
 * after `now` (a clock was wrong) would put off the next by as much as that clock was ahead.
 */
async function lastReadAll({ ctx, plan }: Work, now: Date): Promise<Date | null> {
  const { archives, runs } = tables;
  const row = await ctx.db
    .select({ at: archives.createdAt })
    .from(archives)
    .innerJoin(runs, eq(runs.id, archives.runId))
    .where(
      and(
        eq(archives.planId, plan.id),
        lte(archives.createdAt, now),
        isNotNull(archives.verifiedAt),
        isNotNull(runs.readAll),
      ),
    )
    .orderBy(desc(archives.createdAt))
    .limit(1)
    .get();
  return row?.at ?? null;
}
