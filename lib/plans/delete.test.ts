import { desc, isNull } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { tables } from "#lib/db";
import { failureOf } from "../../test/failing.ts";
import { installation } from "../../test/installation.ts";
import { planInput } from "../../test/plans.ts";
import {
  createPlan,
  deletePlan,
  duePlans,
  ensureBuiltInPlan,
  findPlan,
  listPlans,
} from "./index.ts";

describe("delete a plan", () => {
  it("takes it off the lists and off the clock; by its id it is still found", async () => {
    const { ctx, worker, clock } = await installation("2026-03-10T12:00:00Z");
    const plan = await createPlan(ctx, planInput());
    const gone = await deletePlan(ctx, plan);
    expect(gone).toMatchObject({ deletedAt: clock.now(), nextRunAt: null, sources: plan.sources });
    expect(await listPlans(ctx)).toEqual([]);
    expect(await findPlan(ctx, plan.name)).toBeNull();
    expect(await findPlan(ctx, plan.id)).toEqual(gone);
    clock.advance(7 * 86_400_000);
    expect(await duePlans(worker)).toEqual([]);
  });

  it("keeps its sources: archives hang on them", async () => {
    const { ctx } = await installation();
    await deletePlan(ctx, await createPlan(ctx, planInput()));
    const { sources } = tables;
    expect(await ctx.db.select().from(sources).where(isNull(sources.removedAt))).toHaveLength(1);
  });

  it("frees its name", async () => {
    const { ctx } = await installation();
    await deletePlan(ctx, await createPlan(ctx, planInput()));
    const again = await createPlan(ctx, planInput({ name: "NIGHTLY" }));
    expect(await findPlan(ctx, "nightly")).toEqual(again);
  });

  it("is recorded with what the plan was", async () => {
    const { ctx } = await installation();
    await deletePlan(ctx, await createPlan(ctx, planInput()));
    const { activity } = tables;
    expect(await ctx.db.select().from(activity).orderBy(desc(activity.id)).get()).toMatchObject({
      action: "plan:delete",
      subjectName: "nightly",
      before: { name: "nightly", retention: { keepDaily: 7 } },
      after: null,
    });
  });

  it("is refused for Holdfast itself, and for a plan that is gone", async () => {
    const { ctx, folders } = await installation();
    const own = await ensureBuiltInPlan(ctx, {
      databaseFile: folders.database,
      logsFolder: folders.logs,
    });
    expect(await failureOf(() => deletePlan(ctx, own))).toMatch(/^built-in: “Holdfast itself”/);
    const plan = await createPlan(ctx, planInput());
    await deletePlan(ctx, plan);
    expect(await failureOf(() => deletePlan(ctx, plan))).toMatch(/^not-found/);
  });
});
