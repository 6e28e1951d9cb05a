import type { Context } from "#lib/context";
import { asFailure, type Failure, fail } from "#lib/failures";
import { findPlan } from "#lib/plans";
import type { Plan } from "#lib/plans/schema";
import { queueDueRuns, requestRun } from "#lib/runs";

/** A run that was asked for. */
export interface AskedRun {
  id: string;
  number: number;
  plan: string;
}

export interface Asking {
  runs: AskedRun[];
  /** Plans that got no run, such as those with an open one. */
  refused: Failure[];
  /** Due plans that were passed over, a sentence each. */
  skipped: string[];
}

/**
 * The plans that were named, each once.
 *
 * @throws Failure `not-found` for the first that does not exist
 */
export async function findPlans(ctx: Context, names: readonly string[]): Promise<Plan[]> {
  const plans = new Map<string, Plan>();
  for (const name of names) {
    const plan = await findPlan(ctx, name);
    if (!plan || plan.deletedAt) throw fail("not-found", { what: "plan", name });
    plans.set(plan.id, plan);
  }
  return [...plans.values()];
}

/** Asks for a run of each plan; one that is refused does not keep the others back. */
export async function askForRuns(
  ctx: Context,
  plans: readonly Plan[],
  { readAll }: { readAll?: boolean | undefined } = {},
): Promise<Asking> {
  const asking: Asking = { runs: [], refused: [], skipped: [] };
  for (const plan of plans) {
    try {
      const { id, number } = await requestRun(ctx, { planId: plan.id, trigger: "cli", readAll });
      asking.runs.push({ id, number, plan: plan.name });
    } catch (error) {
      asking.refused.push(asFailure(error));
    }
  }
  return asking;
}

/** Queues what is due. */
export async function askForDue(ctx: Context): Promise<Asking> {
  const { queued, skipped } = await queueDueRuns(ctx);
  return {
    runs: queued.map(({ id, number, plan }) => ({ id, number, plan: plan.name })),
    refused: [],
    skipped: skipped.map(({ plan, because }) => `${plan} was due and was not run: ${because}.`),
  };
}
