import { and, asc, eq, isNull } from "drizzle-orm";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { tables, write } from "#lib/db";
import { emit } from "#lib/events";
import { fail } from "#lib/failures";
import { readSetting } from "#lib/settings";
import { leaseMs, type Shift } from "./lease.ts";

/** As many runs one worker carries out at once. */
export const runsAtOnceMax = 4;

/** The right to carry out one run: whoever holds an older term can write nothing more. */
export interface Claim {
  runId: string;
  planId: string;
  number: number;
  owner: string;
  term: number;
  /** Ids of the devices it is limited to; `null`: the whole plan. */
  limitedTo: readonly string[] | null;
  /** Whether a person asked that files be read although they are unchanged. */
  readAll: boolean;
}

/**
 * Takes the oldest queued run, or the one named; `null` when there is none.
 *
 * @throws Failure `lease-lost` when the shift is no longer the newest
 */
// check: no-audit: that the run was asked for is in the trail; who carries it out is not a change.
export async function claimRun(
  ctx: Context,
  shift: Shift,
  only?: { runId: string },
): Promise<Claim | null> {
  allow(ctx, "run:work");
  return write(ctx.db, async (tx) => {
    if ((await readSetting(tx, "workerTerm")) !== shift.term) throw fail("lease-lost", {});
    const queued = eq(tables.runs.state, "queued");
    const run = await tx
      .select()
      .from(tables.runs)
      .where(only ? and(queued, eq(tables.runs.id, only.runId)) : queued)
      .orderBy(asc(tables.runs.number))
      .limit(1)
      .get();
    if (!run) return null;
    const at = ctx.clock.now();
    const term = run.term + 1;
    await tx
      .update(tables.runs)
      .set({
        state: "running",
        startedAt: at,
        movedAt: at,
        owner: shift.owner,
        term,
        leaseUntil: new Date(at.getTime() + leaseMs),
        waitingFor: null,
      })
      .where(eq(tables.runs.id, run.id));
    const { planId, number, limitedTo } = run;
    await emit(tx, { at, kind: "run.started", subjectId: run.id, data: { planId, number } });
    const readAll = run.readAll === "asked";
    return { runId: run.id, planId, number, owner: shift.owner, term, limitedTo, readAll };
  });
}

/** Says on each queued run why it has not begun yet. */
// check: no-audit: a note for the run's page.
export async function sayWhatRunsWaitFor(ctx: Context): Promise<void> {
  allow(ctx, "run:work");
  const waiting = and(eq(tables.runs.state, "queued"), isNull(tables.runs.waitingFor));
  if (!(await ctx.db.select().from(tables.runs).where(waiting).limit(1).get())) return;
  const waitingFor = `${runsAtOnceMax} runs go on at once at most; it begins when one of them ends.`;
  await write(ctx.db, async (tx) => {
    const rows = await tx.update(tables.runs).set({ waitingFor }).where(waiting).returning();
    for (const { id, planId, number } of rows) {
      const at = ctx.clock.now();
      await emit(tx, { at, kind: "run.changed", subjectId: id, data: { planId, number } });
    }
  });
}
