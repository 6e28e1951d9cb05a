import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { tables } from "#lib/db";
import { failureOf } from "../../test/failing.ts";
import { asUser, installation } from "../../test/installation.ts";
import { changePlan, ensureBuiltInPlan, listPlans, type Plan, sourcePlace } from "./index.ts";

const places = { databaseFile: "/data/holdfast.db", logsFolder: "/data/logs" };

const form = ({ id, updatedAt, ...input }: Plan) => ({ id, updatedAt, input });

describe("Holdfast itself", () => {
  it("is a full plan, daily, of its own database, its logs and all devices", async () => {
    const { ctx } = await installation("2026-03-10T12:00:00Z");
    const plan = await ensureBuiltInPlan(ctx, places);
    expect(plan).toMatchObject({
      name: "Holdfast itself",
      type: "full",
      builtIn: true,
      enabled: true,
      schedule: { every: "day", at: "02:00" },
      timeZone: "UTC",
      retention: { keepLast: 10, keepDaily: 14, keepMonthly: 12 },
      nextRunAt: new Date("2026-03-11T02:00:00Z"),
      sources: [
        { kind: "database", name: "holdfast.db", config: { path: "/data/holdfast.db" } },
        { kind: "logs", name: "logs", config: { path: "/data/logs" } },
        { kind: "devices", name: "devices", config: { select: { all: true } } },
      ],
    });
    expect(await listPlans(ctx)).toEqual([plan]);
  });

  it("is made once, however often and by whomever the installation is begun", async () => {
    const { ctx } = await installation();
    const plans = await Promise.all([1, 2, 3].map(() => ensureBuiltInPlan(ctx, places)));
    expect(new Set(plans.map((plan) => plan.id)).size).toBe(1);
    expect(await ctx.db.select().from(tables.activity)).toHaveLength(1);
  });

  it("follows a data folder that was moved", async () => {
    const { ctx } = await installation();
    const before = await ensureBuiltInPlan(ctx, places);
    const moved = { databaseFile: "/mnt/holdfast.db", logsFolder: "/mnt/logs" };
    const after = await ensureBuiltInPlan(ctx, moved);
    expect(after.sources.map((source) => [source.id, sourcePlace(source)])).toEqual([
      [before.sources[0]?.id, "/mnt/holdfast.db"],
      [before.sources[1]?.id, "/mnt/logs"],
      [before.sources[2]?.id, "all devices"],
    ]);
    expect(await listPlans(ctx)).toEqual([after]);
    expect(await ctx.db.select().from(tables.activity)).toMatchObject([
      { action: "plan:create" },
      { action: "plan:change" },
    ]);
  });

  it("is given all devices at the next start, where it was made before there were any", async () => {
    const { ctx } = await installation();
    const before = await ensureBuiltInPlan(ctx, places);
    const devices = before.sources[2]?.id ?? "";
    await ctx.db.delete(tables.sources).where(eq(tables.sources.id, devices));
    const after = await ensureBuiltInPlan(ctx, places);
    expect(after.sources.map(({ kind }) => kind)).toEqual(["database", "logs", "devices"]);
    expect(await listPlans(ctx)).toEqual([after]);
    expect(await ensureBuiltInPlan(ctx, places)).toEqual(after);
  });

  it("takes another schedule and retention, which later starts keep", async () => {
    const { ctx } = await installation();
    const plan = await ensureBuiltInPlan(ctx, places);
    const hourly = { ...plan, schedule: { every: "hour" as const, minute: 5 } };
    const changed = await changePlan(ctx, form(hourly));
    expect(changed.schedule).toEqual({ every: "hour", minute: 5 });
    expect(await ensureBuiltInPlan(ctx, places)).toEqual(changed);
  });

  it("keeps its name, type and sources", async () => {
    const { ctx } = await installation();
    const plan = await ensureBuiltInPlan(ctx, places);
    const changed = { ...plan, name: "Mine", type: "data" as const };
    changed.sources = plan.sources.slice(0, 1);
    const sentence = "It belongs to “Holdfast itself” and stays as it is.";
    expect((await failureOf(() => changePlan(ctx, form(changed)))).split("\n")).toEqual(
      ["name", "type", "sources"].map((field) => `${field}: ${sentence}`),
    );
    const [database, logs] = plan.sources;
    const elsewhere = { ...database, config: { ...database?.config, path: "/srv/app.db" } };
    const other = { ...plan, sources: [elsewhere, logs] } as Plan;
    expect(await failureOf(() => changePlan(ctx, form(other)))).toBe(`sources: ${sentence}`);
  });

  it("is begun by the installation, not by a person in a browser", async () => {
    const { ctx } = await installation();
    expect(await failureOf(() => ensureBuiltInPlan(asUser(ctx), places))).toMatch(/^forbidden/);
  });
});
