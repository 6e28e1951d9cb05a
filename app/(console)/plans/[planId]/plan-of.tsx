import { cache } from "react";
import type { Context } from "#lib/context";
import { findPlan } from "#lib/plans";

/** The plan that an address names, deleted ones too; read once for title and page. */
export const planOf = cache((ctx: Context, planId: string) =>
  findPlan(ctx, decodeURIComponent(planId)),
);
