import { desc, isNotNull } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { Context } from "#lib/context";
import { tables } from "#lib/db";
import { failureOf } from "../../test/failing.ts";
import { installation } from "../../test/installation.ts";
import { planInput } from "../../test/plans.ts";
import {
  changePlan,
  createPlan,
  deletePlan,
  FolderConfig,
  findPlan,
  type Plan,
  type SourceInput,
} from "./index.ts";

const hourMs = 3_600_000;
const planFolder = FolderConfig.omit({ path: true }).parse({});

/** The form of a plan as it stands, with some fields changed. */
function change(plan: Plan, changes: Parameters<typeof planInput>[0]) {
  const { id, updatedAt, name, type, schedule, timeZone, retention, enabled, sources } = plan;
  const fields = { name, type, schedule, timeZone, retention, enabled, sources, ...changes };
  return { id, updatedAt, input: planInput(fields) };
}

async function lastActivity(ctx: Context) {
  const { activity } = tables;
  return ctx.db.select().from(activity).orderBy(desc(activity.id)).limit(1).get();
}

describe("change a plan", () => {
  it("stores what a form holds and computes the next run anew", async () => {
    const { ctx, clock } = await installation("2026-03-10T12:00:00Z");
    const plan = await createPlan(ctx, planInput());
    clock.advance(hourMs);
    const schedule = { every: "day" as const, at: "22:00" };
    const changed = await changePlan(ctx, change(plan, { name: "evening", schedule }));
    expect(changed).toMatchObject({
      name: "evening",
      nextRunAt: new Date("2026-03-10T21:00:00Z"),
      updatedAt: new Date("2026-03-10T13:00:00Z"),
      createdAt: plan.createdAt,
    });
    expect(await findPlan(ctx, plan.id)).toEqual(changed);
  });

  it("leaves a due time alone that no change touches", async () => {
    const { ctx, clock } = await installation("2026-03-10T12:00:00Z");
    const plan = await createPlan(ctx, planInput());
    clock.advance(24 * hourMs); // due by now, and not picked up yet
    const changed = await changePlan(ctx, change(plan, { retention: { keepLast: 3 } }));
    expect(changed.nextRunAt).toEqual(plan.nextRunAt);
  });

  it("records the fields that changed and no others", async () => {
    const { ctx } = await installation();
    const plan = await createPlan(ctx, planInput());
    await changePlan(ctx, change(plan, { retention: { keepLast: 3 } }));
    expect(await lastActivity(ctx)).toMatchObject({
      action: "plan:change",
      before: { retention: { keepDaily: 7 } },
      after: { retention: { keepLast: 3 } },
    });
    expect(Object.keys((await lastActivity(ctx))?.after as object)).toEqual(["retention"]);
  });

  it("does nothing, and records nothing, when nothing changed", async () => {
    const { ctx } = await installation();
    const plan = await createPlan(ctx, planInput());
    expect(await changePlan(ctx, change(plan, {}))).toEqual(plan);
    expect(await lastActivity(ctx)).toMatchObject({ action: "plan:create" });
  });

  it("may change only the case of its own name", async () => {
    const { ctx } = await installation();
    const plan = await createPlan(ctx, planInput());
    expect((await changePlan(ctx, change(plan, { name: "Nightly" }))).name).toBe("Nightly");
  });
});

describe("change a plan's sources", () => {
  const media: SourceInput[] = ["a", "b"].map((name) => ({
    kind: "media",
    name,
    config: { ...planFolder, path: `/srv/${name}` },
  }));

  it("keeps the ids of those that stay, and what was accepted of them", async () => {
    const { ctx } = await installation();
    const plan = await createPlan(ctx, planInput({ sources: media }));
    const acceptedAt = new Date("2026-03-09T00:00:00Z");
    await ctx.db.update(tables.sources).set({ acceptedAt });
    const [a, b] = plan.sources;
    const moved = { ...b, config: { path: "/mnt/b" } } as SourceInput;
    const added: SourceInput = { kind: "logs", config: { ...planFolder, path: "/var/log/b" } };
    const changed = await changePlan(ctx, change(plan, { sources: [moved, added] }));
    expect(changed.sources).toMatchObject([
      { id: b?.id, name: "b", acceptedAt, config: { path: "/mnt/b" } },
      { name: "b-2", acceptedAt: null },
    ]);
    expect(await findPlan(ctx, plan.id)).toEqual(changed);
    const removed = await ctx.db
      .select()
      .from(tables.sources)
      .where(isNotNull(tables.sources.removedAt));
    expect(removed).toMatchObject([{ id: a?.id, name: "a" }]); // its history hangs on it
  });

  it("lets two of them trade names", async () => {
    const { ctx } = await installation();
    const plan = await createPlan(ctx, planInput({ sources: media }));
    const [a, b] = plan.sources;
    const traded = [
      { ...a, name: "b" },
      { ...b, name: "a" },
    ] as SourceInput[];
    const changed = await changePlan(ctx, change(plan, { sources: traded }));
    expect(changed.sources.map(({ id, name }) => [id, name])).toEqual([
      [a?.id, "b"],
      [b?.id, "a"],
    ]);
    expect(await findPlan(ctx, plan.id)).toEqual(changed);
  });

  it("frees the name of one that was removed", async () => {
    const { ctx } = await installation();
    const plan = await createPlan(ctx, planInput({ sources: media }));
    const again = media.slice(0, 1); // the same name and path, but no id: a new source
    const changed = await changePlan(ctx, change(plan, { sources: again }));
    expect(changed.sources[0]).toMatchObject({ name: "a" });
    expect(changed.sources[0]?.id).not.toBe(plan.sources[0]?.id);
  });

  it("refuses an id that is not the plan's, and another kind under an id", async () => {
    const { ctx } = await installation();
    const plan = await createPlan(ctx, planInput({ sources: media }));
    const other = await createPlan(ctx, planInput({ name: "other" }));
    expect(await failureOf(() => changePlan(ctx, change(plan, { sources: other.sources })))).toBe(
      "sources.0.id: This source is not part of the plan any more.",
    );
    const turned = [{ ...plan.sources[0], kind: "logs" }] as SourceInput[];
    expect(await failureOf(() => changePlan(ctx, change(plan, { sources: turned })))).toBe(
      "sources.0.kind: A source keeps its kind. Remove it and add a new one.",
    );
    const twice = [plan.sources[0], { ...plan.sources[0], name: "c" }] as SourceInput[];
    expect(await failureOf(() => changePlan(ctx, change(plan, { sources: twice })))).toBe(
      "sources.1.id: This source is listed twice.",
    );
  });

  it("refuses a name that a source without a new name has", async () => {
    const { ctx } = await installation();
    const plan = await createPlan(ctx, planInput({ sources: media }));
    const [a, b] = plan.sources;
    const unnamed = [
      { ...a, name: undefined },
      { ...b, name: "A" },
    ] as SourceInput[];
    expect(await failureOf(() => changePlan(ctx, change(plan, { sources: unnamed })))).toBe(
      "sources.1.name: Another source of this plan is named “A”.",
    );
  });
});

describe("a change is refused", () => {
  it("when somebody else changed the plan meanwhile", async () => {
    const { ctx } = await installation();
    const plan = await createPlan(ctx, planInput());
    const first = await changePlan(ctx, change(plan, { name: "first" }));
    expect(await failureOf(() => changePlan(ctx, change(plan, { name: "second" })))).toMatch(
      /^stale: Somebody changed this plan/,
    );
    expect(await findPlan(ctx, plan.id)).toEqual(first);
  });

  it("when somebody else changed it under a clock that was set back", async () => {
    const { ctx, clock } = await installation();
    const plan = await createPlan(ctx, planInput());
    clock.advance(-hourMs);
    const first = await changePlan(ctx, change(plan, { name: "first" }));
    expect(first.updatedAt.getTime()).toBeGreaterThan(plan.updatedAt.getTime());
  });

  it("when its new name is taken or the plan is gone", async () => {
    const { ctx } = await installation();
    const plan = await createPlan(ctx, planInput());
    await createPlan(ctx, planInput({ name: "other" }));
    expect(await failureOf(() => changePlan(ctx, change(plan, { name: "OTHER" })))).toMatch(
      /^name-taken/,
    );
    await deletePlan(ctx, plan);
    expect(await failureOf(() => changePlan(ctx, change(plan, { name: "new" })))).toMatch(
      /^not-found/,
    );
  });
});
