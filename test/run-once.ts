import type { Context } from "#lib/context";
import type { Plan } from "#lib/plans/schema";
import { beginShift, carryOut, claimRun, findRun, type RunDetail, requestRun } from "#lib/runs";
import { testKey } from "./key.ts";

/** Every installation of a test has the same key, and devices on this machine. */
export const testMeans = { key: testKey, allowLoopback: true };

/** Runs a plan from request to end in this process, as the worker of an installation. */
export async function runOnce(
  { ctx, worker }: { ctx: Context; worker: Context },
  plan: Plan,
  stop = new AbortController().signal,
  asked: { readAll?: boolean } = {},
): Promise<RunDetail> {
  const { id } = await requestRun(ctx, { planId: plan.id, ...asked });
  const shift = await beginShift(worker, { pid: process.pid, host: "test" });
  if (!shift) throw new Error("Another worker holds the lease.");
  try {
    const claim = await claimRun(worker, shift, { runId: id });
    if (!claim) throw new Error("The run was not queued.");
    await carryOut(worker, claim, { ...testMeans, stop });
  } finally {
    await shift.end();
  }
  return mustFind(ctx, id);
}

export async function mustFind(ctx: Context, run: string): Promise<RunDetail> {
  const found = await findRun(ctx, run);
  if (!found) throw new Error(`There is no run ${run}.`);
  return found;
}
