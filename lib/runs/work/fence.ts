import { eq } from "drizzle-orm";
import type { Context } from "#lib/context";
import { type Transaction, tables, write } from "#lib/db";
import { fail } from "#lib/failures";
import type { RunRow } from "../rows.ts";
import type { Claim } from "./claim.ts";

/**
 * One write of a run under way, refused when another worker has taken the run over or it has ended:
 * a late owner can write nothing more.
 *
 * @throws Failure `lease-lost`
 */
// check: no-audit: how a run goes is its own record.
export function fencedWrite<T>(
  ctx: Context,
  claim: Claim,
  work: (tx: Transaction, run: RunRow) => Promise<T>,
): Promise<T> {
  return write(ctx.db, async (tx) => work(tx, await proveClaim(tx, claim)));
}

/** The run of a claim that still holds, inside the caller's transaction. @throws Failure `lease-lost` */
export async function proveClaim(tx: Transaction, claim: Claim): Promise<RunRow> {
  const run = await tx.select().from(tables.runs).where(eq(tables.runs.id, claim.runId)).get();
  const mine = run && !run.endedAt && run.owner === claim.owner && run.term === claim.term;
  if (!mine) throw fail("lease-lost", {});
  return run;
}
