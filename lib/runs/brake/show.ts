import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import type { PlanBrake } from "../brake-schema.ts";
import { readBrakes } from "./read.ts";

/** The brakes that are on, by the id of their plan: of all plans, or of one. */
export async function brakesOfPlans(
  ctx: Context,
  planId?: string,
): Promise<Map<string, PlanBrake>> {
  allow(ctx, "archive:read");
  const brakes = await readBrakes(ctx.db, planId === undefined ? undefined : [planId]);
  return new Map(brakes.map((brake) => [brake.planId, brake]));
}
