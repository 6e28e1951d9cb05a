import { allow, audit } from "#lib/access";
import type { Context } from "#lib/context";
import { isUniqueViolation, write } from "#lib/db";
import { emit } from "#lib/events";
import { type DuePlan, duePlans, moveNextRun } from "#lib/plans";
import { queueRun } from "../request.ts";

/** Queues a run of every plan that is due, and sets each plan's next time. */
export async function queueDueRuns(ctx: Context): Promise<void> {
  allow(ctx, "run:start");
  for (const due of await duePlans(ctx)) {
    if (due.plan.sources.length === 0) {
      await skip(ctx, due, "it has no source");
      continue;
    }
    try {
      await queue(ctx, due);
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      await skip(ctx, due, "its last run still goes on");
    }
  }
}

/** One transaction: the run is there and the plan has moved on, or neither. */
async function queue(ctx: Context, { plan, dueAt, catchUp }: DuePlan): Promise<void> {
  allow(ctx, "run:start");
  await write(ctx.db, async (tx) => {
    const trigger = catchUp ? "catch-up" : "schedule";
    const run = await queueRun(tx, ctx, { planId: plan.id, trigger, dueAt });
    await moveNextRun(tx, plan, ctx.clock.now());
    const subject = { kind: "run", id: run.id, name: `${plan.name}, run ${run.number}` };
    await audit(tx, ctx, { action: "run:start", subject, after: { trigger } });
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
