import { and, eq } from "drizzle-orm";
import { type Transaction, tables } from "#lib/db";
import { emit, forgetProgress } from "#lib/events";
import { type Failure, isFailure } from "#lib/failures";
import { markPruneDue } from "../bin/prune-due.ts";
import type { StepRow } from "../rows.ts";
import type { RunState } from "../schema.ts";
import type { Work } from "./carry-out.ts";
import { fencedWrite } from "./fence.ts";
import { dropArchive, endInterrupted } from "./recover.ts";

/**
 * Records how a run ended. A run that failed, was cancelled or interrupted before its archive was
 * proven leaves none.
 *
 * @returns its state, or `null` when another worker had taken it over meanwhile
 */
export async function endRun(work: Work, failure: Failure | null): Promise<RunState | null> {
  const { ctx, claim, ledger } = work;
  try {
    ledger.sayWhatWasCut();
    await ledger.flush();
    if (failure) await dropUnprovenOf(work);
    return await fencedWrite(ctx, claim, async (tx, run) => {
      if (failure?.causeName === "interrupted") {
        const { why } = failure.facts as { why: string };
        await endInterrupted(tx, ctx, { run, why });
        return "interrupted";
      }
      const steps = await tx
        .select()
        .from(tables.runSteps)
        .where(eq(tables.runSteps.runId, claim.runId));
      const state = stateOf(failure, {
        warnings: ledger.warnings,
        failedSteps: steps.filter((step) => step.state === "failed").length,
      });
      const at = ctx.clock.now();
      await closeSteps(tx, claim.runId, at, failure);
      // What it had stored for an archive that never came to be.
      if (failure && began(steps, "archive")) await markPruneDue(tx, at);
      await tx
        .update(tables.runs)
        .set({
          state,
          endedAt: at,
          error: failure?.report() ?? null,
          warningCount: ledger.warnings,
        })
        .where(eq(tables.runs.id, claim.runId));
      await forgetProgress(tx, { subjectId: claim.runId, since: run.queuedAt });
      const { planId, number } = claim;
      const data = { planId, number, state };
      await emit(tx, { at, kind: "run.ended", subjectId: claim.runId, data });
      return state;
    });
  } catch (error) {
    if (isFailure(error, "lease-lost")) return null;
    throw error;
  }
}

function began(steps: readonly StepRow[], kind: StepRow["kind"]): boolean {
  return steps.some((step) => step.kind === kind && step.startedAt !== null);
}

function stateOf(
  failure: Failure | null,
  seen: { warnings: number; failedSteps: number },
): RunState {
  if (failure) return failure.causeName === "cancelled" ? "cancelled" : "failed";
  return seen.warnings > 0 || seen.failedSteps > 0 ? "warnings" : "succeeded";
}

/** The step under way failed with the run; those that never began are skipped. */
async function closeSteps(
  tx: Transaction,
  runId: string,
  endedAt: Date,
  failure: Failure | null,
): Promise<void> {
  const of = eq(tables.runSteps.runId, runId);
  await tx
    .update(tables.runSteps)
    .set({ state: "failed", endedAt, error: failure?.report() ?? null })
    .where(and(of, eq(tables.runSteps.state, "running")));
  await tx
    .update(tables.runSteps)
    .set({ state: "skipped" })
    .where(and(of, eq(tables.runSteps.state, "waiting")));
}

async function dropUnprovenOf({ ctx, claim }: Work): Promise<void> {
  const archive = await ctx.db
    .select()
    .from(tables.archives)
    .where(eq(tables.archives.runId, claim.runId))
    .get();
  if (archive && !archive.verifiedAt) await dropArchive(ctx, archive);
}
