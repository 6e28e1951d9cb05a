import { eq } from "drizzle-orm";
import { allow, audit } from "#lib/access";
import type { Context } from "#lib/context";
import { tables, write } from "#lib/db";
import { emit } from "#lib/events";
import { fail } from "#lib/failures";
import { described } from "./described.ts";
import type { Plan } from "./schema.ts";
import { laterThan, loadPlan } from "./stored.ts";

/**
 * Deletes a plan: it never runs again and its name is free. Its archives stay, none of them is let
 * go any more, and a run under way finishes.
 *
 * @throws Failure `not-found`, or `built-in` for "Holdfast itself"
 */
export async function deletePlan(ctx: Context, { id }: { id: string }): Promise<Plan> {
  allow(ctx, "plan:delete");
  return write(ctx.db, async (tx) => {
    const before = await loadPlan(tx, id);
    if (before.builtIn) throw fail("built-in", { name: before.name });
    const now = ctx.clock.now();
    const gone = { nextRunAt: null, deletedAt: now, updatedAt: laterThan(before.updatedAt, now) };
    await tx.update(tables.plans).set(gone).where(eq(tables.plans.id, id));
    const subject = { kind: "plan", id, name: before.name };
    await audit(tx, ctx, { action: "plan:delete", subject, before: described(before) });
    await emit(tx, { at: now, kind: "plan.changed", subjectId: id, data: { name: before.name } });
    return { ...before, ...gone };
  });
}
