import { eq } from "drizzle-orm";
import type { Context } from "#lib/context";
import { tables } from "#lib/db";
import { asFailure, type Failure, fail } from "#lib/failures";
import type { Claim } from "./claim.ts";
import type { Ledger } from "./ledger.ts";

/** Whether a person cancelled, or the run fell silent, is looked up this often. */
const lookMs = 500;

/** Watches one run from outside its steps. */
export interface Watching {
  /** Aborted with a Failure that says why the run has to end. */
  signal: AbortSignal;
  abort(failure: Failure): void;
  end(): void;
}

/**
 * Ends a run that a person cancelled, whose worker stops, that another worker took over, or in which
 * nothing moved for too long. Only work that moved counts: a timer alone is no sign of life.
 */
export function watch(run: {
  ctx: Context;
  claim: Claim;
  ledger: Ledger;
  stop: AbortSignal;
  silentMinutes: number;
}): Watching {
  const controller = new AbortController();
  const abort = (failure: Failure) => controller.abort(failure);
  const onStop = () => abort(asFailure(run.stop.reason));
  if (run.stop.aborted) onStop();
  run.stop.addEventListener("abort", onStop, { once: true });
  const timer = setInterval(() => {
    look(run).then(
      (found) => found && abort(found),
      (error) => abort(asFailure(error)),
    );
  }, lookMs);
  return {
    signal: controller.signal,
    abort,
    end() {
      clearInterval(timer);
      run.stop.removeEventListener("abort", onStop);
    },
  };
}

async function look(run: {
  ctx: Context;
  claim: Claim;
  ledger: Ledger;
  silentMinutes: number;
}): Promise<Failure | null> {
  const { ctx, claim, ledger, silentMinutes } = run;
  const row = await ctx.db.select().from(tables.runs).where(eq(tables.runs.id, claim.runId)).get();
  if (!row || row.owner !== claim.owner || row.term !== claim.term) return fail("lease-lost", {});
  if (row.cancelRequestedAt) return fail("cancelled", { by: row.cancelRequestedBy ?? "a person" });
  const silentMs = performance.now() - ledger.movedMs;
  if (silentMs < silentMinutes * 60_000) return null;
  return fail("silent", { minutes: silentMinutes, step: ledger.step?.name ?? "" });
}
