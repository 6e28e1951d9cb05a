import { and, desc, eq, isNotNull, isNull, max } from "drizzle-orm";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { tables } from "#lib/db";
import { listPlans } from "#lib/plans";
import type { Plan } from "#lib/plans/schema";
import { readSetting } from "#lib/settings";
import { checkVault } from "#lib/vault";
import { readBrakes } from "./brake/read.ts";
import { readRunDocument } from "./document.ts";
import type { PlanBrake, ProtectionCounts, StatusDocument } from "./schema.ts";
import { vaultOf } from "./vault-place.ts";
import { seeWorker } from "./work/lease.ts";

/** A due time this long ago without a run is overdue: the worker looks far more often. */
const overdueMs = 10 * 60_000;

/**
 * How things stand: worker, plans, protection, open runs.
 *
 * @param protection how sources and devices are protected, as `readProtection` of `#lib/alarms`
 *   counts them: runs keep copies, and what they are worth is judged there
 */
export async function readStatus(
  ctx: Context,
  protection: {
    sourceCounts: ProtectionCounts;
    deviceCounts: ProtectionCounts & { quarantined: number };
  },
): Promise<StatusDocument> {
  allow(ctx, "status:read");
  const now = ctx.clock.now();
  const seen = await seeWorker(ctx.db, now);
  const brakes = new Map((await readBrakes(ctx.db)).map((brake) => [brake.planId, brake]));
  const plans = await Promise.all(
    (await listPlans(ctx)).map(async (plan) => ({
      ...(await planStatus(ctx, plan, now)),
      brake: brakeOf(brakes.get(plan.id)),
    })),
  );
  const open = await ctx.db
    .select({ id: tables.runs.id })
    .from(tables.runs)
    .where(isNull(tables.runs.endedAt))
    .orderBy(desc(tables.runs.number));
  const documents = await Promise.all(open.map(({ id }) => readRunDocument(ctx, id)));
  const alive = seen?.alive ?? false;
  const clocked = alive || (await readSetting(ctx.db, "anotherClock"));
  const overdue = plans.some((plan) => plan.enabled && plan.overdue);
  return {
    healthy: clocked && !overdue && brakes.size === 0 && (await isVaultReadable(ctx)),
    worker: { alive, owner: seen?.owner ?? null, since: seen?.since ?? null },
    plans,
    devices: protection.deviceCounts,
    sources: protection.sourceCounts,
    openRuns: documents.filter((run) => run !== null),
  };
}

/** Whether a worker is alive: what health checks and the supervisor ask. */
export async function isWorkerAlive(ctx: Pick<Context, "db" | "clock">): Promise<boolean> {
  return (await seeWorker(ctx.db, ctx.clock.now()))?.alive ?? false;
}

async function planStatus(
  ctx: Context,
  plan: Plan,
  now: Date,
): Promise<Omit<StatusDocument["plans"][number], "brake">> {
  const last = await ctx.db
    .select()
    .from(tables.runs)
    .where(and(eq(tables.runs.planId, plan.id), isNull(tables.runs.limitedTo)))
    .orderBy(desc(tables.runs.number))
    .limit(1)
    .get();
  const proven = await ctx.db
    .select({ goodAt: max(tables.archives.createdAt), verifiedAt: max(tables.archives.verifiedAt) })
    .from(tables.archives)
    .where(
      and(
        eq(tables.archives.planId, plan.id),
        eq(tables.archives.good, true),
        isNotNull(tables.archives.verifiedAt),
        isNull(tables.archives.damaged),
        isNull(tables.archives.letGoAt),
      ),
    )
    .get();
  const { id, name, enabled, nextRunAt } = plan;
  const overdue = enabled && nextRunAt !== null && now.getTime() - nextRunAt.getTime() > overdueMs;
  return {
    id,
    name,
    enabled,
    nextRunAt,
    overdue,
    lastRun: last ? { number: last.number, state: last.state, endedAt: last.endedAt } : null,
    lastGoodAt: proven?.goodAt ?? null,
    lastProvenAt: proven?.verifiedAt ?? null,
  };
}

function brakeOf(brake: PlanBrake | undefined): StatusDocument["plans"][number]["brake"] {
  if (!brake) return null;
  const { run, since, archives, sentence, lastGood } = brake;
  return { run, since, archives, sentence, lastGood };
}

async function isVaultReadable(ctx: Context): Promise<boolean> {
  try {
    await checkVault(await vaultOf(ctx.db));
    return true;
  } catch {
    return false; // the vault's own failure is shown where it matters: on runs and in settings
  }
}
