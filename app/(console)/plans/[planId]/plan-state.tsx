import { cache } from "react";
import { protectionLooks, runLooks, type StatusLook } from "#components/status";
import type { Context } from "#lib/context";
import type { Plan } from "#lib/plans/schema";
import type { RunSummary } from "#lib/runs/schema";
import { openRunsNow, protectionOfAll } from "../../reads.tsx";
import { type Standing, standingOf } from "../standing.tsx";

export interface PlanState {
  /** The one badge of the page: the run that goes on, else how well the plan protects. */
  look: StatusLook;
  standing: Standing;
  /** The run that goes on or waits. */
  openRun: RunSummary | null;
}

/** How a plan stands now; read once for title and page. */
export const readPlanState = cache(async (ctx: Context, plan: Plan): Promise<PlanState> => {
  const { inPlans } = await protectionOfAll(ctx);
  const standing = standingOf(plan, inPlans);
  const openRun = (await openRunsNow(ctx)).find((run) => run.plan.id === plan.id) ?? null;
  const deleted: StatusLook = { glyph: "shield-paused", tone: "neutral", word: "Deleted" };
  const standingLook = plan.deletedAt ? deleted : protectionLooks[standing.state];
  return { look: openRun ? runLooks[openRun.state] : standingLook, standing, openRun };
});
