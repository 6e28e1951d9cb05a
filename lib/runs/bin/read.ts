import { and, asc, eq, isNotNull, isNull, lte } from "drizzle-orm";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { type Database, type Transaction, tables } from "#lib/db";
import { readSetting } from "#lib/settings";
import type { BinState } from "../archive-schema.ts";

/**
 * The archives in the bin, in the order in which they leave.
 *
 * @param dueAt only those whose days are over by then; `null`: all
 */
export async function inBin(ctx: { db: Database | Transaction }, dueAt: Date | null = null) {
  const { archives } = tables;
  const due = dueAt === null ? undefined : lte(archives.binUntil, dueAt);
  return ctx.db
    .select({
      id: archives.id,
      file: archives.file,
      planId: archives.planId,
      binUntil: archives.binUntil,
      freesBytes: archives.freesBytes,
      number: tables.runs.number,
      planName: tables.plans.name,
    })
    .from(archives)
    .innerJoin(tables.runs, eq(tables.runs.id, archives.runId))
    .innerJoin(tables.plans, eq(tables.plans.id, archives.planId))
    .where(and(isNotNull(archives.letGoAt), isNull(archives.leftBinAt), due))
    .orderBy(asc(archives.binUntil), asc(archives.createdAt), asc(archives.id));
}

/** What waits in the bin, and what it would free; the bytes are those that the worker counted last. */
export async function readBin(ctx: Context): Promise<BinState> {
  allow(ctx, "archive:read");
  const rows = await inBin(ctx);
  const frees = (of: typeof rows) =>
    of.some(({ freesBytes }) => freesBytes === null)
      ? null
      : of.reduce((sum, { freesBytes }) => sum + (freesBytes ?? 0), 0);
  return {
    days: await readSetting(ctx.db, "binDays"),
    archives: rows.length,
    freesBytes: frees(rows),
    nextLeavesAt: rows[0]?.binUntil ?? null,
    byPlan: [...Map.groupBy(rows, ({ planId }) => planId)].map(([id, of]) => ({
      plan: { id, name: of[0]?.planName ?? "" },
      archives: of.length,
      freesBytes: frees(of),
    })),
  };
}
