import { and, desc, eq, isNotNull, isNull, sql } from "drizzle-orm";
import type { Context } from "#lib/context";
import { tables } from "#lib/db";
import type { FailureReport } from "#lib/failures";
import { listPlans, type Plan } from "#lib/plans";
import type { Sign } from "../schema.ts";
import { counted } from "../words.ts";

/** As many of the newest runs of a plan are looked at. */
const lookBackMax = 50;

const failedStates = new Set(["failed", "interrupted"]);

/** Enabled plans whose newest runs failed, or ended with warnings, with how many did in a row. */
export async function signsOfRuns(ctx: Context): Promise<Sign[]> {
  const ended = await newestRuns(ctx);
  const plans = (await listPlans(ctx)).filter(({ enabled }) => enabled);
  const signs = await Promise.all(plans.map((plan) => signOfPlan(ctx, plan, ended.get(plan.id))));
  return signs.flat();
}

async function signOfPlan(
  ctx: Context,
  { id, name }: Plan,
  ended: readonly EndedRun[] = [],
): Promise<Sign[]> {
  const runs = ended.filter(({ state }) => state !== "cancelled");
  const [newest] = runs;
  if (!newest) return [];
  const failed = rowOf(runs, ({ state }) => failedStates.has(state));
  const warned = rowOf(runs, ({ state }) => state === "warnings");
  const run = { words: `Review run ${newest.number}`, path: `/runs/${newest.number}` };
  const sign = { subjects: [name], next: run };
  if (failed > 0) {
    return [
      {
        ...sign,
        key: `runs-failed ${id}`,
        kind: "runs-failed",
        severity: "failure",
        title: `${name}: ${counted(failed, "run")} failed${inARow(failed)}`,
        consequence: await whyFailed(ctx, newest),
        measure: failed,
      },
    ];
  }
  if (warned === 0) return [];
  return [
    {
      ...sign,
      key: `runs-warned ${id}`,
      kind: "runs-warned",
      severity: "warning",
      title: `${name}: ${counted(warned, "run")} with warnings${inARow(warned)}`,
      consequence: `${counted(newest.warningCount, "warning")} in the newest one; the rest was kept.`,
      measure: warned,
    },
  ];
}

function inARow(count: number): string {
  return count > 1 ? " in a row" : "";
}

/** What went wrong first in a run, then what became of it. */
async function whyFailed({ db }: Context, run: EndedRun): Promise<string> {
  const { runSteps } = tables;
  const step = await db
    .select({ error: runSteps.error })
    .from(runSteps)
    .where(and(eq(runSteps.runId, run.id), isNotNull(runSteps.error)))
    .orderBy(runSteps.position)
    .limit(1)
    .get();
  const sentences = [step?.error, run.error].map((error) => (error as FailureReport)?.sentence);
  const known = [...new Set(sentences.filter((sentence) => sentence !== undefined))];
  return known.join(" ") || "The run was interrupted. Nothing was kept.";
}

type EndedRun = Pick<
  typeof tables.runs.$inferSelect,
  "id" | "planId" | "number" | "state" | "error" | "warningCount"
>;

function rowOf<T>(newestFirst: readonly T[], is: (each: T) => boolean): number {
  const end = newestFirst.findIndex((each) => !is(each));
  return end < 0 ? newestFirst.length : end;
}

/** The newest ended runs of each plan, the newest first; runs of single devices say nothing of a plan. */
async function newestRuns({ db }: Context) {
  const { runs } = tables;
  const { id, planId, number, state, error, warningCount } = runs;
  const place = sql<number>`row_number() over (partition by ${planId} order by ${number} desc)`;
  const ranked = db
    .select({ id, planId, number, state, error, warningCount, place: place.as("place") })
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
