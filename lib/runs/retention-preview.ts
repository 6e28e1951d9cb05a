import { inArray } from "drizzle-orm";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { tables } from "#lib/db";
import type { Retention } from "#lib/plans/schema";
import { readBrakes } from "./brake/read.ts";
import { applyRule } from "./kept-as.ts";
import type { RetentionPreview } from "./schema.ts";

/** As many rows of either list are given; the counts and sums are of all. */
const previewRowsMax = 500;

const nothing: RetentionPreview = {
  kept: [],
  keptCount: 0,
  letGo: [],
  letGoCount: 0,
  brake: null,
};

/**
 * What a rule would keep and let go, from a plan's real archives as they are now. What that frees is
 * counted by the worker: `askRetentionFrees`.
 *
 * @param asked `planId` is `null` for a plan that does not exist yet: nothing to keep, nothing to let
 *   go; with `nextAt`, judged as it will be once a run at that time has made one more good archive
 */
export async function previewRetention(
  ctx: Context,
  asked: {
    planId: string | null;
    retention: Retention;
    timeZone: string;
    nextAt?: Date | null;
  },
): Promise<RetentionPreview> {
  allow(ctx, "plan:preview");
  if (!asked.planId) return nothing;
  const judged = await applyRule(ctx.db, {
    planId: asked.planId,
    retention: asked.retention,
    timeZone: asked.timeZone,
    now: ctx.clock.now(),
    nextAt: asked.nextAt ?? null,
  });
  const [brake] = await readBrakes(ctx.db, [asked.planId]);
  const numbers = await numbersOf(
    ctx,
    judged.map(({ archive }) => archive.runId),
  );
  const rows = judged.map(({ archive, because }) => ({
    run: numbers.get(archive.runId) ?? 0,
    createdAt: archive.createdAt,
    bytes: archive.bytes,
    because,
  }));
  const letGo = rows.filter((row) => row.because === null);
  const kept = rows.flatMap((row) => (row.because ? [{ ...row, because: row.because }] : []));
  return {
    kept: kept.slice(0, previewRowsMax),
    keptCount: kept.length,
    letGoCount: letGo.length,
    letGo: letGo
      .map(({ run, createdAt, bytes }) => ({ run, createdAt, bytes }))
      .slice(0, previewRowsMax),
    brake: brake?.run ?? null,
  };
}

/** The numbers of runs, by their ids. */
export async function numbersOf(
  ctx: Context,
  runIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await ctx.db
    .select({ id: tables.runs.id, number: tables.runs.number })
    .from(tables.runs)
    .where(inArray(tables.runs.id, runIds));
  return new Map(rows.map((row) => [row.id, row.number]));
}
