import { eq } from "drizzle-orm";
import { allow, audit } from "#lib/access";
import type { Context } from "#lib/context";
import { tables, write } from "#lib/db";
import { emit } from "#lib/events";
import { differences } from "./described.ts";
import { withNextRun } from "./due.ts";
import type { Plan } from "./schema.ts";
import { laterThan, loadPlan } from "./stored.ts";

/**
 * Starts or stops a plan's clock; a run under way finishes. Enabled again, it runs at its next due
 * time: what it missed while disabled was meant to be missed.
 *
 * @throws Failure `not-found`
 */
export async function enablePlan(
  ctx: Context,
  { id, enabled }: { id: string; enabled: boolean },
): Promise<Plan> {
  allow(ctx, "plan:enable");
  return write(ctx.db, async (tx) => {
    const before = await loadPlan(tx, id);
    if (before.enabled === enabled) return before;
    const now = ctx.clock.now();
    const after = withNextRun(ctx, before, { ...before, enabled });
    after.updatedAt = laterThan(before.updatedAt, now);
    const { nextRunAt, updatedAt } = after;
    await tx
      .update(tables.plans)
      .set({ enabled, nextRunAt, updatedAt })
      .where(eq(tables.plans.id, id));
    const { was, is } = differences(before, after);
    const subject = { kind: "plan", id, name: after.name };
    await audit(tx, ctx, { action: "plan:enable", subject, before: was, after: is });
    await emit(tx, { at: now, kind: "plan.changed", subjectId: id, data: { name: after.name } });
    return after;
  });
}
