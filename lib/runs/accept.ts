import { and, eq } from "drizzle-orm";
import { allow, audit } from "#lib/access";
import type { Context } from "#lib/context";
import { tables, write } from "#lib/db";
import { emit } from "#lib/events";
import { fail } from "#lib/failures";

/**
 * Accepts a source as it is: its present state is the measure of the next run, although its last
 * good archive holds more.
 *
 * @param why the reason that stands in the activity trail
 * @throws Failure `not-found` when the run has no step of that source, `invalid` without a reason
 */
export async function acceptSource(
  ctx: Context,
  asked: { runId: string; sourceId: string; why: string },
): Promise<void> {
  allow(ctx, "run:accept");
  const why = asked.why.trim();
  if (!why) {
    throw fail("invalid", { problems: [{ field: "why", problem: "A reason is needed." }] });
  }
  await write(ctx.db, async (tx) => {
    const found = await tx
      .select({ source: tables.sources, run: tables.runs })
      .from(tables.runSteps)
      .innerJoin(tables.sources, eq(tables.sources.id, tables.runSteps.sourceId))
      .innerJoin(tables.runs, eq(tables.runs.id, tables.runSteps.runId))
      .where(
        and(eq(tables.runSteps.runId, asked.runId), eq(tables.runSteps.sourceId, asked.sourceId)),
      )
      .get();
    if (!found) throw fail("not-found", { what: "source of this run", name: asked.sourceId });
    const { source, run } = found;
    const at = ctx.clock.now();
    await tx.update(tables.sources).set({ acceptedAt: at }).where(eq(tables.sources.id, source.id));
    const subject = { kind: "source", id: source.id, name: source.name };
    await audit(tx, ctx, { action: "run:accept", subject, after: { why, run: run.number } });
    const data = { planId: run.planId, number: run.number };
    await emit(tx, { at, kind: "run.changed", subjectId: run.id, data });
  });
}
