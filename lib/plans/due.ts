import { isDeepStrictEqual } from "node:util";
import { and, eq, isNull } from "drizzle-orm";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { type Transaction, tables, write } from "#lib/db";
import { nextRun } from "./schedule.ts";
import type { Plan } from "./schema.ts";
import { readPlans } from "./stored.ts";

/** A run that begins later than this after its due time was missed, and is a catch-up. */
export const lateMsMax = 5 * 60_000;

/**
 * Clocks that are kept right step back a little now and then. Only a due time further ahead than
 * this makes a stored one count as too late: the nearer one has just run.
 */
const clockStepMsMax = 5 * 60_000;

/** A plan whose time has come. */
export interface DuePlan {
  plan: Plan;
  /** The earliest due time that was not followed yet. */
  dueAt: Date;
  /** It was missed: at least one further due time has passed too, or it is more than 5 min late. */
  catchUp: boolean;
}

/**
 * The enabled plans that are due now, longest overdue first. One is due once, however many of its
 * times have passed; it stays due until `moveNextRun`.
 *
 * A next run that lies later than the schedule allows (the clock was set back) is brought forward.
 */
// check: no-audit: due times are the clock's own bookkeeping, no change of the plan.
export async function duePlans(ctx: Context): Promise<DuePlan[]> {
  allow(ctx, "run:work");
  const now = ctx.clock.now();
  const where = and(eq(tables.plans.enabled, true), isNull(tables.plans.deletedAt));
  const due: DuePlan[] = [];
  for (const plan of await readPlans(ctx.db, where)) {
    const { schedule, timeZone, nextRunAt } = plan;
    if (nextRunAt && nextRunAt <= now) {
      due.push({ plan, dueAt: nextRunAt, catchUp: isCatchUp(plan, nextRunAt, now) });
      continue;
    }
    const from = new Date(now.getTime() + clockStepMsMax);
    const allowed = nextRun(schedule, timeZone, from);
    if (!allowed || (nextRunAt && nextRunAt <= allowed)) continue;
    ctx.log.warn("plan.next-run-repaired", { plan: plan.name, nextRunAt, allowed });
    await write(ctx.db, (tx) => moveNextRun(tx, plan, from));
  }
  return due.sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
}

/**
 * Computes a plan's next due time anew and stores it: after a run was queued or refused, and when
 * the clock was set back. Returns it; `null` when the plan does not run by itself (any more).
 */
// check: no-audit: due times are the clock's own bookkeeping, no change of the plan.
export async function moveNextRun(
  tx: Transaction,
  { id }: Pick<Plan, "id">,
  now: Date,
): Promise<Date | null> {
  const [plan] = await readPlans(tx, eq(tables.plans.id, id)); // as it is now, not as the caller read it
  const runs = plan?.enabled && !plan.deletedAt;
  const nextRunAt = runs ? nextRun(plan.schedule, plan.timeZone, now) : null;
  await tx.update(tables.plans).set({ nextRunAt }).where(eq(tables.plans.id, id));
  return nextRunAt;
}

/** The plan with its next due time computed anew where what decides on it changed. */
export function withNextRun(ctx: Pick<Context, "clock">, before: Plan, after: Plan): Plan {
  const same = (["schedule", "timeZone", "enabled"] as const).every((field) =>
    isDeepStrictEqual(before[field], after[field]),
  );
  if (same) return after;
  const { schedule, timeZone, enabled } = after;
  const nextRunAt = enabled ? nextRun(schedule, timeZone, ctx.clock.now()) : null;
  return { ...after, nextRunAt };
}

function isCatchUp({ schedule, timeZone }: Plan, dueAt: Date, now: Date): boolean {
  if (now.getTime() - dueAt.getTime() > lateMsMax) return true;
  const following = nextRun(schedule, timeZone, dueAt);
  return following !== null && following <= now;
}
