import { and, desc, isNotNull, isNull, sql } from "drizzle-orm";
import type { Context } from "#lib/context";
import { tables } from "#lib/db";
import type { FailureReport } from "#lib/failures";
import { listPlans } from "#lib/plans";
import type { Sign } from "../schema.ts";
import { counted } from "../words.ts";

/** As many of the newest runs of a plan are looked at. */
const lookBackMax = 50;

const failedStates = new Set(["failed", "interrupted"]);

/** Enabled plans whose newest runs failed, or ended with warnings, with how many did in a row. */
export async function signsOfRuns(ctx: Context): Promise<Sign[]> {
  const ended = await newestRuns(ctx);
  const plans = (await listPlans(ctx)).filter(({ enabled }) => enabled);
  return plans.flatMap((plan): Sign[] => {
    const runs = (ended.get(plan.id) ?? []).filter(({ state }) => state !== "cancelled");
    const [newest] = runs;
    if (!newest) return [];
    const failed = rowOf(runs, ({ state }) => failedStates.has(state));
    const warned = rowOf(runs, ({ state }) => state === "warnings");
    const run = { words: `Review run ${newest.number}`, path: `/runs/${newest.number}` };
    const sign = { subjects: [plan.name], next: run };
    if (failed > 0) {
      const error = newest.error as FailureReport | null;
      return [
        {
          ...sign,
          key: `runs-failed ${plan.id}`,
          kind: "runs-failed",
          severity: "failure",
          title: `${plan.name}: ${counted(failed, "run")} failed${failed > 1 ? " in a row" : ""}`,
          consequence: error?.sentence ?? "The run was interrupted. Nothing was kept.",
          measure: failed,
        },
      ];
    }
    if (warned === 0) return [];
    return [
      {
        ...sign,
        key: `runs-warned ${plan.id}`,
        kind: "runs-warned",
        severity: "warning",
        title: `${plan.name}: ${counted(warned, "run")} with warnings${warned > 1 ? " in a row" : ""}`,
        consequence: `${counted(newest.warningCount, "warning")} in the newest one; the rest was kept.`,
        measure: warned,
      },
    ];
  });
}

function rowOf<T>(newestFirst: readonly T[], is: (each: T) => boolean): number {
  const end = newestFirst.findIndex((each) => !is(each));
  return end < 0 ? newestFirst.length : end;
}

/** The newest ended runs of each plan, the newest first; runs of single devices say nothing of a plan. */
async function newestRuns({ db }: Context) {
  const { runs } = tables;
  const { planId, number, state, error, warningCount } = runs;
  const place = sql<number>`row_number() over (partition by ${planId} order by ${number} desc)`;
  const ranked = db
    .select({ planId, number, state, error, warningCount, place: place.as("place") })
    .from(runs)
    .where(and(isNotNull(runs.endedAt), isNull(runs.limitedTo)))
    .as("ranked");
  const rows = await db
    .select()
    .from(ranked)
    .where(sql`${ranked.place} <= ${lookBackMax}`)
    .orderBy(desc(ranked.number));
  return Map.groupBy(rows, (row) => row.planId);
}
