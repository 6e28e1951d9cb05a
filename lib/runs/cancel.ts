import { and, eq, isNull } from "drizzle-orm";
import { allow, audit } from "#lib/access";
import type { Context } from "#lib/context";
import { tables, write } from "#lib/db";
import { emit } from "#lib/events";
import { fail } from "#lib/failures";
import { asRunSummary, selectRuns } from "./rows.ts";
import type { RunSummary } from "./schema.ts";

/**
 * Cancels an open run: a queued one ends at once, a running one within two seconds. A run that has
 * ended stays as it is.
 *
 * @throws Failure `not-found`
 */
export async function cancelRun(ctx: Context, { runId }: { runId: string }): Promise<RunSummary> {
  allow(ctx, "run:cancel");
  return write(ctx.db, async (tx) => {
    const row = await selectRuns(tx).where(eq(tables.runs.id, runId)).get();
    if (!row) throw fail("not-found", { what: "run", name: runId });
    if (row.run.endedAt || row.run.cancelRequestedAt) return asRunSummary(row);

    const at = ctx.clock.now();
    const by = ctx.actor.name;
    const asked = { cancelRequestedAt: at, cancelRequestedBy: by };
    const ended = {
      state: "cancelled",
      endedAt: at,
      error: fail("cancelled", { by }).report(),
    } as const;
    await tx
      .update(tables.runs)
      .set(row.run.state === "queued" ? { ...asked, ...ended } : asked)
      .where(and(eq(tables.runs.id, runId), isNull(tables.runs.endedAt)));
    const { planId, number } = row.run;
    const subject = { kind: "run", id: runId, name: `${row.planName}, run ${number}` };
    await audit(tx, ctx, { action: "run:cancel", subject });
    await emit(tx, { at, kind: "run.changed", subjectId: runId, data: { planId, number } });
    if (row.run.state === "queued") {
      const data = { planId, number, state: "cancelled" };
      await emit(tx, { at, kind: "run.ended", subjectId: runId, data });
    }
    const after = await selectRuns(tx).where(eq(tables.runs.id, runId)).get();
    return asRunSummary(after ?? row);
  });
}
