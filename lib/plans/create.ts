import { allow, audit } from "#lib/access";
import type { Context } from "#lib/context";
import { newId, write } from "#lib/db";
import { emit } from "#lib/events";
import { checkInput } from "./check.ts";
import { described } from "./described.ts";
import { nextRun } from "./schedule.ts";
import type { Plan, PlanInput, PlanInputGiven } from "./schema.ts";
import { defaultName } from "./source-name.ts";
import { insertPlan, newSource } from "./stored.ts";

/**
 * Creates a plan; sources without a name are named for the last part of their path.
 *
 * @throws Failure `invalid`, `never-runs`, `source-outside-type`, `name-taken`, `too-many`
 */
export async function createPlan(ctx: Context, given: PlanInputGiven): Promise<Plan> {
  allow(ctx, "plan:create");
  const plan = newPlan(checkInput(given), ctx.clock.now());
  return write(ctx.db, async (tx) => {
    await insertPlan(tx, plan);
    const subject = { kind: "plan", id: plan.id, name: plan.name };
    await audit(tx, ctx, { action: "plan:create", subject, after: described(plan) });
    await emit(tx, {
      at: plan.createdAt,
      kind: "plan.changed",
      subjectId: plan.id,
      data: { name: plan.name },
    });
    return plan;
  });
}

/** A checked input as a plan that is not stored yet. */
export function newPlan(input: PlanInput, now: Date): Plan {
  const taken = input.sources.flatMap((source) => source.name ?? []);
  const sources = input.sources.map((source) => {
    const name = source.name ?? defaultName(source, taken);
    taken.push(name);
    return newSource(source, name);
  });
  return {
    ...input,
    id: newId(),
    sources,
    builtIn: false,
    nextRunAt: input.enabled ? nextRun(input.schedule, input.timeZone, now) : null,
    createdAt: now,
    updatedAt: now,
    deletedAt: null,
  };
}
