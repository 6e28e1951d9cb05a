import { and, desc, eq, isNull } from "drizzle-orm";
import { allow, audit } from "#lib/access";
import type { Context } from "#lib/context";
import { isUniqueViolation, newId, type Transaction, tables, write } from "#lib/db";
import { emit } from "#lib/events";
import { fail } from "#lib/failures";
import { findPlan } from "#lib/plans";
import { asRunSummary, selectRuns } from "./rows.ts";
import type { RunSummary, RunTrigger } from "./schema.ts";

/**
 * Asks for a run now; the worker takes it up within a second.
 *
 * @throws Failure `not-found`, `plan-without-sources`, or `run-open` when the plan's last run goes on
 */
export async function requestRun(
  ctx: Context,
  asked: {
    planId: string;
    trigger?: "person" | "cli" | "schedule";
    /** Files are read although they are unchanged. */
    readAll?: boolean | undefined;
  },
): Promise<RunSummary> {
  allow(ctx, "run:start");
  const { planId, trigger = "person" } = asked;
  const readAll = asked.readAll ? "asked" : null;
  const plan = await findPlan(ctx, planId);
  if (!plan || plan.deletedAt) throw fail("not-found", { what: "plan", name: planId });
  if (plan.sources.length === 0) throw fail("plan-without-sources", { plan: plan.name });
  try {
    return await write(ctx.db, async (tx) => {
      const run = await queueRun(tx, ctx, { planId: plan.id, trigger, dueAt: null, readAll });
      const subject = { kind: "run", id: run.id, name: `${plan.name}, run ${run.number}` };
      const after = readAll ? { readAll: true } : undefined;
      await audit(tx, ctx, { action: "run:start", subject, ...(after ? { after } : {}) });
      return run;
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw fail("run-open", { plan: plan.name, run: await openRunNumber(ctx, plan.id) });
  }
}

/**
 * Adds a queued run inside the caller's transaction.
 *
 * @throws the database's unique violation when the plan has an open run: the caller says what that means
 */
export async function queueRun(
  tx: Transaction,
  ctx: Context,
  asked: {
    planId: string;
    trigger: RunTrigger;
    dueAt: Date | null;
    limitedTo?: readonly string[] | null;
    readAll?: "asked" | null;
  },
): Promise<RunSummary> {
  const last = await tx
    .select({ number: tables.runs.number })
    .from(tables.runs)
    .orderBy(desc(tables.runs.number))
    .limit(1)
    .get();
  const id = newId();
  const number = (last?.number ?? 0) + 1;
  const at = ctx.clock.now();
  await tx.insert(tables.runs).values({
    ...asked,
    limitedTo: asked.limitedTo ? [...asked.limitedTo] : null,
    id,
    number,
    requestedBy: ctx.actor.name,
    state: "queued",
    queuedAt: at,
    term: 0,
    warningCount: 0,
  });
  await emit(tx, { at, kind: "run.queued", subjectId: id, data: { planId: asked.planId, number } });
  const row = await selectRuns(tx).where(eq(tables.runs.id, id)).get();
  if (!row) throw new Error("The run just queued is not there.");
  return asRunSummary(row);
}

/** The number of a plan's open run; 0 when it ended in between. */
async function openRunNumber(ctx: Context, planId: string): Promise<number> {
  const { runs } = tables;
  const open = and(eq(runs.planId, planId), isNull(runs.endedAt), isNull(runs.limitedTo));
  return (await ctx.db.select().from(tables.runs).where(open).get())?.number ?? 0;
}
