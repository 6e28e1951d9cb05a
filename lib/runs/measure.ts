import { and, eq, inArray, isNotNull, isNull, max, sql } from "drizzle-orm";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { type Database, tables } from "#lib/db";
import { listPlans } from "#lib/plans";
import { readBrakes } from "./brake/read.ts";
import { measureSpace, type SpaceMeasure } from "./measure-space.ts";
import { growthOf } from "./rows.ts";
import type { RunState } from "./schema.ts";
import { leaseMs, seeWorker } from "./work/lease.ts";

/** One plan in numbers. */
export interface PlanMeasure {
  name: string;
  enabled: boolean;
  nextRunAt: Date | null;
  brake: boolean;
  /** Its last run of the whole plan that ended; `null`: none did. */
  last: {
    state: RunState;
    endedAt: Date;
    /** From its start to its end; 0: it was never started. */
    durationMs: number;
    warnings: number;
    /** Of the archive that it kept; `null`: it kept none. */
    kept: { contentBytes: number; newBytes: number; storedBytes: number } | null;
  } | null;
  /** When its newest good archive was made. */
  lastGoodAt: Date | null;
  /** When one of its archives was last read back whole. */
  lastVerifiedAt: Date | null;
}

/** Runs, worker and vault in numbers, for those who watch from outside. */
export interface RunsMeasure {
  plans: PlanMeasure[];
  queued: number;
  running: number;
  /** The highest number a run has: how many there ever were. */
  runs: number;
  /** `null`: no worker has begun and not said goodbye. */
  worker: { alive: boolean; sinceRenewalMs: number } | null;
  archives: { kept: number; damaged: number };
  /** `null`: the vault cannot be read. */
  vault: SpaceMeasure | null;
}

/**
 * Measures runs, worker and vault: a handful of queries, however many plans and archives there are.
 * Adding up a large vault's files takes seconds, so that sum is up to five minutes old.
 */
export async function measureRuns(ctx: Context): Promise<RunsMeasure> {
  allow(ctx, "status:read");
  const now = ctx.clock.now();
  const lease = await seeWorker(ctx.db, now);
  return {
    plans: await measurePlans(ctx),
    ...(await countRuns(ctx.db)),
    worker: lease && {
      alive: lease.alive,
      sinceRenewalMs: Math.max(0, now.getTime() - lease.leaseUntil.getTime() + leaseMs),
    },
    archives: await countArchives(ctx.db),
    vault: await measureSpace(ctx),
  };
}

async function measurePlans(ctx: Context): Promise<PlanMeasure[]> {
  const last = await lastEnded(ctx.db);
  const proven = await provenAt(ctx.db);
  const braked = new Set((await readBrakes(ctx.db)).map(({ planId }) => planId));
  return (await listPlans(ctx)).map(({ id, name, enabled, nextRunAt }) => {
    const { goodAt = null, verifiedAt = null } = proven.get(id) ?? {};
    const brake = braked.has(id);
    const ended = last.get(id) ?? null;
    return {
      name,
      enabled,
      nextRunAt,
      brake,
      last: ended,
      lastGoodAt: goodAt,
      lastVerifiedAt: verifiedAt,
    };
  });
}

async function lastEnded(db: Database): Promise<Map<string, PlanMeasure["last"]>> {
  const { runs, archives } = tables;
  const newest = db
    .select({ number: max(runs.number) })
    .from(runs)
    .where(and(isNotNull(runs.endedAt), isNull(runs.limitedTo)))
    .groupBy(runs.planId);
  const rows = await db
    .select({ run: runs, archive: archives })
    .from(runs)
    .leftJoin(archives, eq(archives.runId, runs.id))
    .where(inArray(runs.number, newest));
  return new Map(
    rows.flatMap(({ run, archive }) => {
      const { planId, state, startedAt, endedAt, warningCount: warnings } = run;
      if (!endedAt) return [];
      const durationMs = startedAt ? Math.max(0, endedAt.getTime() - startedAt.getTime()) : 0;
      const kept = archive && { contentBytes: archive.contentBytes, ...growthOf(archive) };
      return [[planId, { state, endedAt, durationMs, warnings, kept }] as const];
    }),
  );
}

async function provenAt(db: Database) {
  const { archives } = tables;
  const rows = await db
    .select({
      planId: archives.planId,
      goodAt: max(archives.createdAt),
      verifiedAt: max(archives.verifiedAt),
    })
    .from(archives)
    .where(
      and(
        eq(archives.good, true),
        isNotNull(archives.verifiedAt),
        isNull(archives.damaged),
        isNull(archives.letGoAt),
      ),
    )
    .groupBy(archives.planId);
  return new Map(rows.map((row) => [row.planId, row]));
}

async function countRuns(db: Database) {
  const { number, endedAt, startedAt } = tables.runs;
  const open = await db
    .select({
      queued: sql<number>`count(iif(${startedAt} is null, 1, null))`,
      running: sql<number>`count(${startedAt})`,
    })
    .from(tables.runs)
    .where(isNull(endedAt))
    .get();
  const all = await db
    .select({ runs: max(number) })
    .from(tables.runs)
    .get();
  return { queued: open?.queued ?? 0, running: open?.running ?? 0, runs: all?.runs ?? 0 };
}

async function countArchives(db: Database): Promise<RunsMeasure["archives"]> {
  const { damaged, letGoAt } = tables.archives;
  const row = await db
    .select({ kept: sql<number>`count(*)`, damaged: sql<number>`count(${damaged})` })
    .from(tables.archives)
    .where(isNull(letGoAt))
    .get();
  return row ?? { kept: 0, damaged: 0 };
}
