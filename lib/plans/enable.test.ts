import { desc } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { tables } from "#lib/db";
import { failureOf } from "../../test/failing.ts";
import { installation } from "../../test/installation.ts";
import { planInput } from "../../test/plans.ts";
import { createPlan, duePlans, enablePlan, findPlan } from "./index.ts";

const dayMs = 86_400_000;

describe("disable and enable a plan", () => {
  it("stops its clock, and starts it at the next due time", async () => {
    const { ctx, worker, clock } = await installation("2026-03-10T12:00:00Z");
    const { id } = await createPlan(ctx, planInput());
    const stopped = await enablePlan(ctx, { id, enabled: false });
    expect(stopped).toMatchObject({ enabled: false, nextRunAt: null });
    clock.advance(3 * dayMs);
    expect(await duePlans(worker)).toEqual([]);
    const started = await enablePlan(ctx, { id, enabled: true });
    expect(started.nextRunAt).toEqual(new Date("2026-03-14T01:30:00Z")); // nothing is caught up
    expect(await findPlan(ctx, id)).toEqual(started);
    expect(await duePlans(worker)).toEqual([]);
  });

  it("is recorded with what changed, and told to pages", async () => {
    const { ctx } = await installation();
    const { id } = await createPlan(ctx, planInput());
    await enablePlan(ctx, { id, enabled: false });
    const { activity, events } = tables;
    expect(await ctx.db.select().from(activity).orderBy(desc(activity.id)).get()).toMatchObject({
      action: "plan:enable",
      before: { enabled: true },
      after: { enabled: false },
    });
    expect(await ctx.db.select().from(events)).toHaveLength(2);
  });

  it("does nothing twice", async () => {
    const { ctx } = await installation();
    const plan = await createPlan(ctx, planInput());
    expect(await enablePlan(ctx, { id: plan.id, enabled: true })).toEqual(plan);
    expect(await ctx.db.select().from(tables.activity)).toHaveLength(1);
  });

  it("needs a plan", async () => {
    const { ctx } = await installation();
    expect(await failureOf(() => enablePlan(ctx, { id: "x", enabled: true }))).toBe(
      "not-found: There is no plan “x”.",
    );
  });
});
