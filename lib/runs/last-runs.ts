import { and, desc, inArray, isNull, lte, sql } from "drizzle-orm";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { tables } from "#lib/db";
import { asRunSummary, selectRuns } from "./rows.ts";
import type { RunSummary } from "./schema.ts";

/**
 * The newest runs of each whole plan of these, newest first, in one query however many plans there are.
 * A plan that never ran is not in it.
 */
export async function lastRunsOfPlans(
  ctx: Context,
  { planIds, limit }: { planIds: readonly string[]; limit: number },
): Promise<Map<string, RunSummary[]>> {
  allow(ctx, "run:read");
  const { id, number, planId, limitedTo } = tables.runs;
  const rank = sql<number>`row_number() over (partition by ${planId} order by ${number} desc)`;
  const ranked = ctx.db
    .select({ id, rank: rank.as("rank") })
    .from(tables.runs)
    .where(and(inArray(planId, [...planIds]), isNull(limitedTo)))
    .as("ranked");
  const newest = ctx.db.select({ id: ranked.id }).from(ranked).where(lte(ranked.rank, limit));
  const rows = await selectRuns(ctx.db).where(inArray(id, newest)).orderBy(desc(number));
  return Map.groupBy(rows.map(asRunSummary), (run) => run.plan.id);
}
