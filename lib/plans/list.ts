import { eq, isNull } from "drizzle-orm";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { tables } from "#lib/db";
import type { Plan } from "./schema.ts";
import { foldName } from "./source-name.ts";
import { readPlans } from "./stored.ts";

const byName = new Intl.Collator("en", { numeric: true });

/** The plans that were not deleted, by name. */
export async function listPlans(ctx: Context): Promise<Plan[]> {
  allow(ctx, "plan:read");
  const plans = await readPlans(ctx.db, isNull(tables.plans.deletedAt));
  return plans.sort((a, b) => byName.compare(a.name, b.name));
}

/** A plan by its id, deleted or not, else one that exists by its name, whatever the case. */
export async function findPlan(ctx: Context, idOrName: string): Promise<Plan | null> {
  allow(ctx, "plan:read");
  const [byId] = await readPlans(ctx.db, eq(tables.plans.id, idOrName));
  if (byId) return byId;
  const plans = await readPlans(ctx.db, isNull(tables.plans.deletedAt));
  return plans.find((plan) => foldName(plan.name) === foldName(idOrName)) ?? null;
}
