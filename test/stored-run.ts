import { count } from "drizzle-orm";
import type { Context } from "#lib/context";
import { newId, tables } from "#lib/db";
import type { Plan } from "#lib/plans";

type RunRow = typeof tables.runs.$inferSelect;
type ArchiveRow = typeof tables.archives.$inferSelect;

/** A run of a whole plan as it stands in the database once it has ended now. */
export async function storedRun(
  ctx: Context,
  plan: Plan,
  given: Partial<RunRow> & Pick<RunRow, "state">,
): Promise<{ id: string; number: number }> {
  const id = newId();
  const known = await ctx.db.select({ n: count() }).from(tables.runs).get();
  const number = (known?.n ?? 0) + 1;
  const now = ctx.clock.now();
  await ctx.db.insert(tables.runs).values({
    ...{ id, number, planId: plan.id, trigger: "schedule", requestedBy: "Worker" },
    ...{ queuedAt: now, startedAt: now, endedAt: now, term: 1, warningCount: 0 },
    ...given,
  });
  for (const [position, source] of plan.sources.entries()) {
    await ctx.db.insert(tables.runSteps).values({
      ...{ id: newId(), runId: id, position, kind: "source", name: source.name },
      ...{ sourceId: source.id, state: "succeeded", startedAt: now, endedAt: now, counts: {} },
    });
  }
  return { id, number };
}

/** A good archive of a run, to which every source of the plan gave one file. */
export async function storedArchive(
  ctx: Context,
  plan: Plan,
  given: Partial<ArchiveRow> & Pick<ArchiveRow, "runId">,
): Promise<string> {
  const id = newId();
  const now = ctx.clock.now();
  await ctx.db.insert(tables.archives).values({
    ...{ id, planId: plan.id, createdAt: now, file: `${id}.zip`, sha256: "00", verifiedAt: now },
    ...{ entries: 1, bytes: 1, contentBytes: 1, good: true, without: [] },
    ...given,
  });
  for (const { id: sourceId, name, kind } of plan.sources) {
    const counts = { entries: 1, files: 1, bytes: 1, yielded: true };
    const row = { id: newId(), archiveId: id, sourceId, name, kind };
    await ctx.db.insert(tables.archiveSources).values({ ...row, ...counts });
  }
  return id;
}
