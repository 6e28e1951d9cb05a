import { and, eq, inArray } from "drizzle-orm";
import { allow, audit } from "#lib/access";
import type { Context } from "#lib/context";
import { tables, write } from "#lib/db";
import { fail, plural } from "#lib/failures";
import { listDevices } from "#lib/inventory";
import { findPlan, listPlans, type Plan } from "#lib/plans";
import { queueRun } from "./request.ts";
import type { RunSummary } from "./schema.ts";

/**
 * Asks for a run of some devices now. It belongs to the plan it is started from, else to "Holdfast
 * itself"; it keeps versions, makes no archive, and may go on beside a run of the whole plan.
 *
 * @throws Failure `not-found` where one of the devices, or the plan, is not there
 */
export async function backUpDevices(
  ctx: Context,
  asked: { deviceIds: readonly string[]; planId?: string; trigger?: "person" | "cli" },
): Promise<RunSummary> {
  allow(ctx, "run:start");
  const { deviceIds, planId, trigger = "person" } = asked;
  const plan = await planOf(ctx, planId);
  const devices = new Map((await listDevices(ctx)).map((device) => [device.id, device]));
  const missing = deviceIds.find((id) => !devices.has(id));
  if (missing !== undefined || deviceIds.length === 0) {
    throw fail("not-found", { what: "device", name: missing ?? "" });
  }
  const limitedTo = [...new Set(deviceIds)];
  const [first = ""] = limitedTo;
  return write(ctx.db, async (tx) => {
    const run = await queueRun(tx, ctx, { planId: plan.id, trigger, dueAt: null, limitedTo });
    const what =
      limitedTo.length === 1 ? devices.get(first)?.name : plural(limitedTo.length, "device");
    const subject = { kind: "run", id: run.id, name: `${what}, run ${run.number}` };
    await audit(tx, ctx, { action: "run:start", subject });
    return run;
  });
}

/**
 * Asks for a run of the devices that gave no believed text in an earlier run.
 *
 * @throws Failure `not-found` where there is no such run, or none of its devices failed
 */
export async function retryFailed(ctx: Context, { runId }: { runId: string }): Promise<RunSummary> {
  allow(ctx, "run:start");
  const { runDevices, runs, devices } = tables;
  const rows = await ctx.db
    .select({ deviceId: runDevices.deviceId, planId: runs.planId, removedAt: devices.removedAt })
    .from(runDevices)
    .innerJoin(runs, eq(runs.id, runDevices.runId))
    .innerJoin(devices, eq(devices.id, runDevices.deviceId))
    .where(and(eq(runDevices.runId, runId), inArray(runDevices.state, ["failed", "quarantined"])));
  const deviceIds = rows.filter((row) => !row.removedAt).map(({ deviceId }) => deviceId);
  const planId = rows[0]?.planId;
  if (!planId || deviceIds.length === 0)
    throw fail("not-found", { what: "failed device", name: runId });
  return backUpDevices(ctx, { deviceIds, planId });
}

async function planOf(ctx: Context, planId: string | undefined): Promise<Plan> {
  const plan =
    planId === undefined
      ? (await listPlans(ctx)).find(({ builtIn }) => builtIn)
      : await findPlan(ctx, planId);
  if (!plan) throw fail("not-found", { what: "plan", name: planId ?? "Holdfast itself" });
  return plan;
}
