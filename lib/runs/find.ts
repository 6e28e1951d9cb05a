import { and, asc, count, desc, eq, gt, inArray, isNotNull, isNull, or, sql } from "drizzle-orm";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { tables } from "#lib/db";
import type { FailureReport } from "#lib/failures";
import { asRunSummary, type RunRow, type StepRow, selectRuns } from "./rows.ts";
import type {
  RunDetail,
  RunMessage,
  RunState,
  RunStep,
  RunSummary,
  RunTrigger,
  SlowFile,
  StepCounts,
} from "./schema.ts";

/** As many rows one page of a list holds at most. */
export const listMax = 200;
/** As many earlier runs make "usually". */
const usualRuns = 20;

/** A run by its id or its number; `null` when there is none. */
export async function findRun(ctx: Context, idOrNumber: string): Promise<RunDetail | null> {
  allow(ctx, "run:read");
  const row = await selectRuns(ctx.db).where(isRun(idOrNumber)).get();
  if (!row) return null;
  const steps = await ctx.db
    .select({ step: tables.runSteps, sourceKind: tables.sources.kind })
    .from(tables.runSteps)
    .leftJoin(tables.sources, eq(tables.sources.id, tables.runSteps.sourceId))
    .where(eq(tables.runSteps.runId, row.run.id))
    .orderBy(asc(tables.runSteps.position));
  const isLimited = row.run.limitedTo !== null;
  const usual = await usualDurations(ctx, row.run.planId);
  return {
    ...asRunSummary(row),
    slowest: (row.run.slowest as SlowFile[] | null) ?? [],
    steps: steps.map(({ step, sourceKind }) => ({
      ...asStep(step, usual),
      ofDevices: step.kind === "source" && (isLimited || sourceKind === "devices"),
    })),
    usualMs: usual.get("") ?? null,
  };
}

/** The condition that a run is the one a person means: `17`, or its whole id. */
export function isRun(idOrNumber: string) {
  const number = /^\d{1,9}$/.test(idOrNumber) ? Number(idOrNumber) : -1;
  return or(eq(tables.runs.id, idOrNumber), eq(tables.runs.number, number));
}

/** Runs, newest first, with the number of all that match. */
export async function listRuns(
  ctx: Context,
  filter: {
    planId?: string | undefined;
    states?: readonly RunState[] | undefined;
    triggers?: readonly RunTrigger[] | undefined;
    /** Without those that are limited to some devices. */
    wholePlan?: true;
    offset?: number;
    limit: number;
  },
): Promise<{ runs: RunSummary[]; total: number }> {
  allow(ctx, "run:read");
  const where = and(
    filter.planId ? eq(tables.runs.planId, filter.planId) : undefined,
    filter.states?.length ? inArray(tables.runs.state, filter.states) : undefined,
    filter.triggers?.length ? inArray(tables.runs.trigger, filter.triggers) : undefined,
    filter.wholePlan ? isNull(tables.runs.limitedTo) : undefined,
  );
  const rows = await selectRuns(ctx.db)
    .where(where)
    .orderBy(desc(tables.runs.number))
    .limit(Math.min(filter.limit, listMax))
    .offset(filter.offset ?? 0);
  const all = await ctx.db.select({ count: count() }).from(tables.runs).where(where).get();
  return { runs: rows.map(asRunSummary), total: all?.count ?? 0 };
}

/** What a run said, oldest first, after a message's id if given. */
export async function listMessages(
  ctx: Context,
  asked: {
    runId: string;
    levels?: readonly RunMessage["level"][] | undefined;
    after?: number;
    limit: number;
  },
): Promise<RunMessage[]> {
  allow(ctx, "run:read");
  return ctx.db
    .select()
    .from(tables.runMessages)
    .where(
      and(
        eq(tables.runMessages.runId, asked.runId),
        asked.levels?.length ? inArray(tables.runMessages.level, asked.levels) : undefined,
        gt(tables.runMessages.id, asked.after ?? 0),
      ),
    )
    .orderBy(asc(tables.runMessages.id))
    .limit(Math.min(asked.limit, 10 * listMax));
}

/** Median durations of a plan's last good runs: of each step by kind and name, and of the run under "". */
export async function usualDurations(ctx: Context, planId: string): Promise<Map<string, number>> {
  const good = await lastGoodRuns(ctx, planId);
  if (good.length === 0) return new Map();
  const steps = await ctx.db
    .select()
    .from(tables.runSteps)
    .where(
      inArray(
        tables.runSteps.runId,
        good.map((run) => run.id),
      ),
    );
  const groups = Map.groupBy(steps, (step) => stepKey(step));
  const usual = new Map([["", median(good.map(durationMs))]]);
  for (const [key, group] of groups) usual.set(key, median(group.map(durationMs)));
  return usual;
}

/** How long runs of each of these plans usually take; a plan without a good run is not in it. */
export async function usualRunDurations(
  ctx: Context,
  planIds: Iterable<string>,
): Promise<Map<string, number>> {
  allow(ctx, "run:read");
  const usual = new Map<string, number>();
  for (const planId of new Set(planIds)) {
    const good = await lastGoodRuns(ctx, planId);
    if (good.length > 0) usual.set(planId, median(good.map(durationMs)));
  }
  return usual;
}

function lastGoodRuns(ctx: Context, planId: string): Promise<RunRow[]> {
  return ctx.db
    .select()
    .from(tables.runs)
    .where(
      and(
        eq(tables.runs.planId, planId),
        inArray(tables.runs.state, ["succeeded", "warnings"]),
        isNotNull(tables.runs.endedAt),
        isNull(tables.runs.limitedTo),
      ),
    )
    .orderBy(desc(tables.runs.number))
    .limit(usualRuns);
}

export function stepKey(step: Pick<StepRow, "kind" | "name">): string {
  return `${step.kind} ${step.name}`;
}

function durationMs(row: Pick<RunRow, "startedAt" | "endedAt">): number {
  return (row.endedAt?.getTime() ?? 0) - (row.startedAt?.getTime() ?? row.endedAt?.getTime() ?? 0);
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function asStep(step: StepRow, usual: ReadonlyMap<string, number>): Omit<RunStep, "ofDevices"> {
  return {
    id: step.id,
    kind: step.kind,
    name: step.name,
    sourceId: step.sourceId,
    state: step.state,
    startedAt: step.startedAt,
    endedAt: step.endedAt,
    counts: step.counts as StepCounts,
    message: step.message,
    error: step.error as FailureReport | null,
    usualMs: usual.get(stepKey(step)) ?? null,
  };
}

/** How many runs are open, queued ones included. */
export async function countOpenRuns(ctx: Context): Promise<number> {
  allow(ctx, "run:read");
  const open = await ctx.db
    .select({ count: count() })
    .from(tables.runs)
    .where(sql`${tables.runs.endedAt} is null`)
    .get();
  return open?.count ?? 0;
}
