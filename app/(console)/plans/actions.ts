"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import {
  changePlan,
  createPlan,
  deletePlan,
  describeRetention,
  duplicatePlan,
  enablePlan,
  PlanInput,
  previewSchedule,
  Retention,
  Schedule,
  SourceInput,
  timeZone,
} from "#lib/plans";
import {
  askPreview,
  askRetentionFrees,
  askTrySource,
  previewRetention,
  readAnswer,
  requestRun,
} from "#lib/runs";
import { action } from "../action.ts";

const PlanId = z.object({ id: z.string() });

export const createPlanAction = action(PlanInput, (ctx, input) => createPlan(ctx, input));

export const changePlanAction = action(
  z.object({ id: z.string(), updatedAt: z.date(), input: PlanInput }),
  (ctx, change) => changePlan(ctx, change),
);

export const enablePlanAction = action(
  z.object({ id: z.string(), enabled: z.boolean() }),
  async (ctx, input) => {
    await enablePlan(ctx, input);
    refresh();
  },
);

export const duplicatePlanAction = action(PlanId, (ctx, input) => duplicatePlan(ctx, input));

export const deletePlanAction = action(PlanId, async (ctx, input) => {
  await deletePlan(ctx, input);
  refresh();
});

export const runPlanAction = action(PlanId, (ctx, { id }) => requestRun(ctx, { planId: id }));

const planId = z.string().nullable();

export const previewScheduleAction = action(
  z.object({ planId, schedule: Schedule, timeZone }),
  (ctx, asked) => previewSchedule(ctx, asked),
);

export const previewRetentionAction = action(
  z.object({ planId, retention: Retention, timeZone }),
  async (ctx, asked) => ({
    ...(await previewRetention(ctx, asked)),
    sentence: describeRetention(asked.retention),
  }),
);

/** Asks the worker what the archives free that a rule lets go. */
export const askFreedAction = action(
  z.object({ planId: z.string(), retention: Retention, timeZone, nextAt: z.date().nullable() }),
  (ctx, asked) => askRetentionFrees(ctx, asked),
);

/** Asks the worker to look at a source: what is in and out of a folder, or what a database is. */
export const askSourceAction = action(SourceInput, (ctx, source) => {
  const named = { ...source, name: source.name ?? "source" };
  return named.kind === "database" || named.kind === "devices"
    ? askTrySource(ctx, named)
    : askPreview(ctx, named);
});

export const readAnswerAction = action(z.object({ requestId: z.string() }), (ctx, asked) =>
  readAnswer(ctx, asked),
);
