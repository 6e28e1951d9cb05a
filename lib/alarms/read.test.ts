import { describe, expect, it } from "vitest";
import { visitorActor } from "#lib/access";
import type { Context } from "#lib/context";
import { newId, tables } from "#lib/db";
import {
  changePlan,
  createPlan,
  deletePlan,
  enablePlan,
  ensureBuiltInPlan,
  type Plan,
} from "#lib/plans";
import { failureOf } from "../../test/failing.ts";
import { installation } from "../../test/installation.ts";
import { planInput } from "../../test/plans.ts";
import { readProtection } from "./index.ts";

const dayMs = 86_400_000;

interface ArchiveFacts {
  at: string;
  good?: boolean;
  damaged?: string;
  letGoAt?: Date;
  /** Names of sources that gave nothing. */
  without?: string[];
}

let number = 0;

/** An archive of a plan as a run leaves it. */
async function archive(ctx: Context, plan: Plan, facts: ArchiveFacts): Promise<void> {
  const { at, good = true, damaged = null, letGoAt = null, without = [] } = facts;
  const createdAt = new Date(at);
  const runId = newId();
  const archiveId = newId();
  number += 1;
  await ctx.db.insert(tables.runs).values({
    id: runId,
    number,
    planId: plan.id,
    trigger: "schedule",
    requestedBy: "Worker",
    state: "succeeded",
    queuedAt: createdAt,
    endedAt: createdAt,
    term: 1,
    warningCount: 0,
  });
  await ctx.db.insert(tables.archives).values({
    id: archiveId,
    runId,
    planId: plan.id,
    createdAt,
    file: `${archiveId}.zip`,
    entries: 1,
    bytes: 1,
    contentBytes: 1,
    sha256: "00",
    verifiedAt: createdAt,
    good,
    without,
    damaged,
    letGoAt,
  });
  for (const { id, name, kind } of plan.sources) {
    await ctx.db.insert(tables.archiveSources).values({
      id: newId(),
      archiveId,
      sourceId: id,
      name,
      kind,
      entries: 1,
      files: 1,
      bytes: 1,
      yielded: !without.includes(name),
    });
  }
}

/** Each source with its protection and its newest good copy, as `app.db stale 2026-03-08`. */
async function shown(ctx: Context): Promise<string[]> {
  const { sources } = await readProtection(ctx);
  return sources.map(({ source, protection, lastGoodAt }) =>
    [source.name, protection, lastGoodAt?.toISOString().slice(0, 10) ?? "never"].join(" "),
  );
}

describe("protection of an installation", () => {
  it("is measured for each source by the newest good archive that holds it", async () => {
    const { ctx } = await installation("2026-03-10T12:00:00Z");
    const plan = await createPlan(ctx, planInput());
    expect(await shown(ctx)).toEqual(["app.db unprotected never"]);
    await archive(ctx, plan, { at: "2026-03-08T01:30:00Z" });
    expect(await shown(ctx)).toEqual(["app.db stale 2026-03-08"]);
    await archive(ctx, plan, { at: "2026-03-09T01:30:00Z" });
    expect(await readProtection(ctx)).toMatchObject({
      sources: [
        {
          source: { name: "app.db", kind: "database", path: "/srv/app/app.db" },
          plan: { id: plan.id, name: "nightly" },
          builtIn: false,
          protection: "protected",
          lastGoodAt: new Date("2026-03-09T01:30:00Z"),
        },
      ],
      counts: { total: 1, protected: 1, stale: 0, unprotected: 0, paused: 0 },
    });
  });

  it("counts no archive that is not good, damaged or let go", async () => {
    const { ctx } = await installation("2026-03-10T12:00:00Z");
    const plan = await createPlan(ctx, planInput());
    await archive(ctx, plan, { at: "2026-03-08T01:30:00Z" });
    await archive(ctx, plan, { at: "2026-03-09T01:30:00Z", good: false });
    await archive(ctx, plan, { at: "2026-03-09T02:30:00Z", damaged: "one bit" });
    await archive(ctx, plan, { at: "2026-03-09T03:30:00Z", letGoAt: new Date() });
    expect(await shown(ctx)).toEqual(["app.db stale 2026-03-08"]);
  });

  it("knows each source of a plan apart", async () => {
    const { ctx } = await installation("2026-03-10T12:00:00Z");
    const plan = await createPlan(ctx, planInput());
    await archive(ctx, plan, { at: "2026-03-10T01:30:00Z" });
    const media = { kind: "media" as const, config: { path: "/srv/media" } };
    const { id, updatedAt, builtIn: _, ...input } = plan;
    const sources = [...plan.sources, media];
    const changed = await changePlan(ctx, { id, updatedAt, input: { ...input, sources } });
    expect(await shown(ctx)).toEqual(["app.db protected 2026-03-10", "media unprotected never"]);
    const without = ["app.db"];
    await archive(ctx, changed, { at: "2026-03-10T11:00:00Z", good: false, without });
    expect(await shown(ctx)).toEqual(["app.db protected 2026-03-10", "media unprotected never"]);
  });

  it("does not count what a person paused, nor plans and sources that are gone", async () => {
    const { ctx } = await installation("2026-03-10T12:00:00Z");
    const paused = await createPlan(ctx, planInput());
    await enablePlan(ctx, { id: paused.id, enabled: false });
    const gone = await createPlan(ctx, planInput({ name: "gone" }));
    await archive(ctx, gone, { at: "2026-03-10T01:30:00Z" });
    await deletePlan(ctx, gone);
    const { sources, counts } = await readProtection(ctx);
    expect(sources).toHaveLength(1);
    expect(counts).toEqual({ total: 0, protected: 0, stale: 0, unprotected: 0, paused: 1 });
  });

  it("takes the same path of the same kind in several plans for one source, held to the shortest objective", async () => {
    const { ctx } = await installation("2026-03-10T12:00:00Z");
    const daily = await createPlan(ctx, planInput({ schedule: { every: "day" } }));
    const hourly = await createPlan(
      ctx,
      planInput({ name: "hourly", schedule: { every: "hour" } }),
    );
    const byHand = planInput({ name: "by hand", schedule: { every: "manual" } });
    await createPlan(ctx, byHand);
    await archive(ctx, hourly, { at: "2026-03-08T12:00:00Z" });
    await archive(ctx, daily, { at: "2026-03-10T08:00:00Z" });
    const { sources, inPlans, counts } = await readProtection(ctx);
    expect(sources).toMatchObject([
      {
        plan: { name: "hourly" },
        protection: "stale",
        lastGoodAt: new Date("2026-03-10T08:00:00Z"),
        objectiveMs: 3 * 3_600_000,
      },
    ]);
    expect(counts).toEqual({ total: 1, protected: 0, stale: 1, unprotected: 0, paused: 0 });
    const all = inPlans.map(({ plan, protection }) => `${plan.name} ${protection}`);
    expect(all).toEqual(["by hand stale", "hourly stale", "nightly stale"]);

    await enablePlan(ctx, { id: hourly.id, enabled: false });
    const without = await readProtection(ctx);
    expect(without.sources).toMatchObject([
      { plan: { name: "nightly" }, protection: "protected", objectiveMs: 49 * 3_600_000 },
    ]);
    expect(without.counts).toMatchObject({ total: 1, protected: 1, paused: 0 });
  });

  it("tells sources of one path and two kinds apart", async () => {
    const { ctx } = await installation("2026-03-10T12:00:00Z");
    const config = { path: "/srv/app" };
    for (const kind of ["media", "files"] as const) {
      await createPlan(ctx, planInput({ name: kind, sources: [{ kind, config }] }));
    }
    expect((await readProtection(ctx)).counts.total).toBe(2);
  });

  it("holds a plan that is started by hand to what its owner set", async () => {
    const { ctx, clock } = await installation("2026-03-10T12:00:00Z");
    const schedule = { every: "manual" } as const;
    const plan = await createPlan(ctx, planInput({ schedule, objectiveHours: 24 }));
    await archive(ctx, plan, { at: "2026-03-10T12:00:00Z" });
    clock.advance(dayMs);
    expect(await shown(ctx)).toEqual(["app.db protected 2026-03-10"]);
    clock.advance(1);
    expect(await shown(ctx)).toEqual(["app.db stale 2026-03-10"]);
  });

  it("tells Holdfast itself from what its owner set up", async () => {
    const { ctx, folders } = await installation("2026-03-10T12:00:00Z");
    const places = { databaseFile: folders.database, logsFolder: folders.logs };
    const own = await ensureBuiltInPlan(ctx, places);
    await archive(ctx, own, { at: "2026-03-10T11:59:00Z" });
    await createPlan(ctx, planInput());
    const { counts, ownCounts, sources } = await readProtection(ctx);
    expect(sources.map(({ builtIn }) => builtIn)).toEqual([true, true, false]);
    expect(counts).toEqual({ total: 3, protected: 2, stale: 0, unprotected: 1, paused: 0 });
    expect(ownCounts).toEqual({ total: 1, protected: 0, stale: 0, unprotected: 1, paused: 0 });
  });

  it("fault 23: rests on no archive dated in the future while there is another", async () => {
    const { ctx, clock } = await installation("2026-03-10T12:00:00Z");
    const plan = await createPlan(ctx, planInput());
    await archive(ctx, plan, { at: "2026-06-01T01:30:00Z" });
    expect(await shown(ctx)).toEqual(["app.db stale 2026-06-01"]);
    await archive(ctx, plan, { at: "2026-03-10T01:30:00Z" });
    expect(await shown(ctx)).toEqual(["app.db protected 2026-03-10"]);
    clock.advance(8 * dayMs);
    expect(await shown(ctx)).toEqual(["app.db unprotected 2026-03-10"]);
  });

  it("is for those who are signed in", async () => {
    const { ctx } = await installation();
    const visitor = { ...ctx, actor: visitorActor(null) };
    expect(await failureOf(() => readProtection(visitor))).toMatch(/^forbidden/);
  });
});
