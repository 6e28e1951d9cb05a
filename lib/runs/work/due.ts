import { allow, audit } from "#lib/access";
import type { Context } from "#lib/context";
import { isUniqueViolation, write } from "#lib/db";
import { emit } from "#lib/events";
import { type DuePlan, duePlans, moveNextRun } from "#lib/plans";
import { queueRun } from "../request.ts";
import type { RunSummary } from "../schema.ts";

/** What became of the plans that were due. */
export interface DueRuns {
  queued: RunSummary[];
  /** Plans that were not run, by name. */
  skipped: { plan: string; because: string }[];
}

/** Queues a run of every plan that is due, and sets each plan's next time. */
export async function queueDueRuns(ctx: Context): Promise<DueRuns> {
  allow(ctx, "run:start");
  const done: DueRuns = { queued: [], skipped: [] };
  const skipped = async (due: DuePlan, because: string) => {
    await skip(ctx, due, because);
    done.skipped.push({ plan: due.plan.name, because });
  };
  for (const due of await duePlans(ctx)) {
    if (due.plan.sources.length === 0) {
      await skipped(due, "it has no source");
      continue;
    }
    try {
      done.queued.push(await queue(ctx, due));
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      await skipped(due, "its last run still goes on");
    }
  }
  return done;
}

/** One transaction: the run is there and the plan has moved on, or neither. */
async function queue(ctx: Context, { plan, dueAt, catchUp }: DuePlan): Promise<RunSummary> {
  allow(ctx, "run:start");
  return write(ctx.db, async (tx) => {
    const trigger = catchUp ? "catch-up" : "schedule";
    const run = await queueRun(tx, ctx, { planId: plan.id, trigger, dueAt });
    await moveNextRun(tx, plan, ctx.clock.now());
    const subject = { kind: "run", id: run.id, name: `${plan.name}, run ${run.number}` };
    await audit(tx, ctx, { action: "run:start", subject, after: { trigger } });
    return run;
  });
}

/** An overlap or a refused plan is an event and a line of the activity trail, never a run. */
async function skip(ctx: Context, { plan, dueAt }: DuePlan, because: string): Promise<void> {
  allow(ctx, "run:start");
  await write(ctx.db, async (tx) => {
    const at = ctx.clock.now();
    await moveNextRun(tx, plan, at);
    const subject = { kind: "plan", id: plan.id, name: plan.name };
    const after = { because, dueAt: dueAt.toISOString() };
    await audit(tx, ctx, { action: "plan:skipped", subject, after });
    const data = { name: plan.name, because };
    await emit(tx, { at, kind: "plan.skipped", subjectId: plan.id, data });
  });
}
