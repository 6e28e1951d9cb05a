import { describe, expect, it } from "vitest";
import { tables } from "#lib/db";
import { failureOf } from "../../test/failing.ts";
import { installation } from "../../test/installation.ts";
import { planInput } from "../../test/plans.ts";
import { createPlan, duplicatePlan, ensureBuiltInPlan, findPlan } from "./index.ts";

describe("duplicate a plan", () => {
  it("makes a disabled copy with sources of its own", async () => {
    const { ctx, clock } = await installation();
    const plan = await createPlan(ctx, planInput());
    await ctx.db.update(tables.sources).set({ acceptedAt: clock.now() });
    clock.advance(1_000);
    const copy = await duplicatePlan(ctx, plan);
    expect(copy).toEqual({
      ...plan,
      id: copy.id,
      name: "nightly copy",
      enabled: false,
      nextRunAt: null,
      createdAt: clock.now(),
      updatedAt: clock.now(),
      sources: [{ ...plan.sources[0], id: copy.sources[0]?.id, acceptedAt: null }],
    });
    expect(copy.id).not.toBe(plan.id);
    expect(copy.sources[0]?.id).not.toBe(plan.sources[0]?.id);
    expect(await findPlan(ctx, copy.id)).toEqual(copy);
  });

  it("counts copies up, also copies of copies", async () => {
    const { ctx } = await installation();
    const plan = await createPlan(ctx, planInput());
    const first = await duplicatePlan(ctx, plan);
    expect((await duplicatePlan(ctx, plan)).name).toBe("nightly copy 2");
    expect((await duplicatePlan(ctx, first)).name).toBe("nightly copy 3");
  });

  it("shortens a long name", async () => {
    const { ctx } = await installation();
    const plan = await createPlan(ctx, planInput({ name: "😀".repeat(32) }));
    expect((await duplicatePlan(ctx, plan)).name).toBe(`${"😀".repeat(29)} copy`);
  });

  it("makes an ordinary plan of Holdfast itself", async () => {
    const { ctx, folders } = await installation();
    const places = { databaseFile: folders.database, logsFolder: folders.logs };
    const copy = await duplicatePlan(ctx, await ensureBuiltInPlan(ctx, places));
    expect(copy).toMatchObject({ name: "Holdfast itself copy", builtIn: false });
  });

  it("is recorded as a new plan, and needs an old one", async () => {
    const { ctx } = await installation();
    const copy = await duplicatePlan(ctx, await createPlan(ctx, planInput()));
    expect(await ctx.db.select().from(tables.activity)).toMatchObject([
      { action: "plan:create" },
      { action: "plan:create", subjectId: copy.id, after: { enabled: false } },
    ]);
    expect(await failureOf(() => duplicatePlan(ctx, { id: "x" }))).toMatch(/^not-found/);
  });
});
