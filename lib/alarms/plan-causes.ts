import { and, desc, eq, isNull } from "drizzle-orm";
import type { Context } from "#lib/context";
import { tables } from "#lib/db";
import type { FailureReport } from "#lib/failures";
import type { ProtectedSource } from "./read.ts";

/** Sources of one plan without a fresh copy for one and the same reason. */
export interface PlanCause {
  plan: { id: string; name: string };
  protection: ProtectedSource["protection"];
  /** Part of "Holdfast itself". */
  builtIn: boolean;
  /** The oldest copy first; one without any is older than all. */
  sources: [ProtectedSource, ...ProtectedSource[]];
  /** Why there is no fresh copy, from the newest run of the plan. */
  sentence: string;
  run: NewestRun | null;
}

type RunRow = typeof tables.runs.$inferSelect;

/** The newest run of a whole plan; `null` fields as in its row. */
export type NewestRun = Pick<RunRow, "id" | "number" | "state" | "endedAt">;

/** The sources that need attention by plan and reason; the group with the oldest copy first. */
export async function causesOfPlans(
  ctx: Pick<Context, "db">,
  sources: readonly ProtectedSource[],
): Promise<PlanCause[]> {
  const bad = sources
    .filter(({ protection }) => protection === "stale" || protection === "unprotected")
    .toSorted((a, b) => goodMs(a) - goodMs(b));
  const facts = new Map<string, RunFacts | null>();
  const causes = new Map<string, PlanCause>();
  for (const source of bad) {
    const { id } = source.plan;
    if (!facts.has(id)) facts.set(id, await readNewestRun(ctx, id));
    const run = facts.get(id) ?? null;
    const sentence = reasonOf(source, run);
    const key = `${id} ${source.protection} ${sentence}`;
    const known = causes.get(key);
    if (known) known.sources.push(source);
    else {
      const { plan, protection, builtIn } = source;
      causes.set(key, {
        plan,
        protection,
        builtIn,
        sources: [source],
        sentence,
        run: run?.run ?? null,
      });
    }
  }
  return [...causes.values()];
}

function goodMs({ lastGoodAt }: ProtectedSource): number {
  return lastGoodAt?.getTime() ?? 0;
}

interface RunFacts {
  run: RunRow;
  /** Why a source failed, by its id; `null`: it did not. */
  steps: Map<string, FailureReport | null>;
  /** Names of sources that the archive is without. */
  without: string[];
}

async function readNewestRun(
  { db }: Pick<Context, "db">,
  planId: string,
): Promise<RunFacts | null> {
  const { runs, runSteps, archives } = tables;
  const run = await db
    .select()
    .from(runs)
    .where(and(eq(runs.planId, planId), isNull(runs.limitedTo)))
    .orderBy(desc(runs.number))
    .limit(1)
    .get();
  if (!run) return null;
  const steps = await db.select().from(runSteps).where(eq(runSteps.runId, run.id));
  const archive = await db.select().from(archives).where(eq(archives.runId, run.id)).get();
  return {
    run,
    steps: new Map(
      steps.flatMap(({ sourceId, error }) =>
        sourceId ? [[sourceId, error as FailureReport | null]] : [],
      ),
    ),
    without: archive?.without ?? [],
  };
}

function reasonOf({ source, objectiveMs }: ProtectedSource, facts: RunFacts | null): string {
  if (!facts) return "It has not been backed up yet.";
  const { run, steps, without } = facts;
  if (!run.endedAt) return run.waitingFor ?? "A run is going on.";
  const failure = steps.get(source.id) ?? (run.error as FailureReport | null);
  if (failure) return failure.sentence;
  if (without.length > 0) {
    return `The last archive is without ${without.join(", ")}, so it does not count.`;
  }
  if (run.state === "cancelled") return "The last run was cancelled. Nothing was kept.";
  if (run.state === "interrupted") return "The last run was interrupted. Nothing was kept.";
  if (!steps.has(source.id)) return "It joined the plan after its last run.";
  return objectiveMs === null
    ? "Its plan runs by hand only."
    : "No run has finished in time since the last good copy.";
}
