import { describe, expect, it } from "vitest";
import { visitorActor } from "#lib/access";
import type { Context } from "#lib/context";
import { newId, tables } from "#lib/db";
import { createPlan, type Plan } from "#lib/plans";
import { failureOf } from "../../test/failing.ts";
import { installation } from "../../test/installation.ts";
import { planInput } from "../../test/plans.ts";
import { findRun, listMax, listMessages, listRuns, usualRunDurations } from "./index.ts";

type RunRow = typeof tables.runs.$inferInsert;

const startedAt = new Date("2026-03-10T10:00:00Z");

/** An installation with a plan, and a way to put ended runs into its past. */
async function withPast() {
  const { ctx } = await installation();
  const plan = await createPlan(ctx, planInput());
  let number = 0;
  const add = async (seconds: number, more: Partial<RunRow> = {}) => {
    number += 1;
    const endedAt = new Date(startedAt.getTime() + seconds * 1_000);
    const row: RunRow = {
      id: newId(),
      number,
      planId: plan.id,
      trigger: "schedule",
      requestedBy: "Worker",
      state: "succeeded",
      queuedAt: startedAt,
      startedAt,
      endedAt,
      term: 1,
      warningCount: 0,
      ...more,
    };
    await ctx.db.insert(tables.runs).values(row);
    return row.id;
  };
  return { ctx, plan, add };
}

async function usual(ctx: Context, plan: Plan): Promise<number | undefined> {
  return (await usualRunDurations(ctx, [plan.id])).get(plan.id);
}

describe("how long a plan's runs usually take", () => {
  it("is the median of its good runs, so that one long night does not move it", async () => {
    const { ctx, plan, add } = await withPast();
    for (const seconds of [10, 12, 11, 9_000, 10]) await add(seconds);
    expect(await usual(ctx, plan)).toBe(11_000);
  });

  it("leaves out runs that were not finished, and what lies more than twenty good runs back", async () => {
    const { ctx, plan, add } = await withPast();
    for (let run = 0; run < 25; run++) await add(500);
    for (let run = 0; run < 20; run++) await add(30, { state: "warnings" });
    for (let run = 0; run < 25; run++) await add(1, { state: "failed" });
    expect(await usual(ctx, plan)).toBe(30_000);
  });

  it("is not known before the first good run, and belongs to each plan alone", async () => {
    const { ctx, plan, add } = await withPast();
    await add(5, { state: "cancelled" });
    const other = await createPlan(ctx, planInput({ name: "other" }));
    expect((await usualRunDurations(ctx, [plan.id, other.id])).size).toBe(0);
    await add(8, { planId: other.id });
    const both = await usualRunDurations(ctx, [plan.id, other.id, other.id]);
    expect([...both]).toEqual([[other.id, 8_000]]);
  });
});

describe("reading runs", () => {
  it("finds one by its number or its id, and nothing by anything else", async () => {
    const { ctx, add } = await withPast();
    const id = await add(1);
    expect((await findRun(ctx, "1"))?.id).toBe(id);
    expect((await findRun(ctx, id))?.number).toBe(1);
    for (const other of ["2", "01x", "", id.slice(0, 8), "1'--", "9".repeat(20)]) {
      expect(await findRun(ctx, other), other).toBeNull();
    }
  });

  it("lists the newest first, filtered, with the number of all that match", async () => {
    const { ctx, plan, add } = await withPast();
    for (const state of ["succeeded", "failed", "succeeded", "failed", "failed"] as const) {
      await add(1, { state });
    }
    await add(1, { state: "failed", trigger: "person" });
    const failed = { planId: plan.id, states: ["failed"] as const, limit: 2 };
    const first = await listRuns(ctx, failed);
    const second = await listRuns(ctx, { ...failed, offset: 2 });
    expect([first.total, second.total]).toEqual([4, 4]);
    const numbers = [first, second].map(({ runs }) => runs.map(({ number }) => number));
    expect(numbers).toEqual([
      [6, 5],
      [4, 2],
    ]);
    const byHand = await listRuns(ctx, { ...failed, triggers: ["person"] });
    expect(byHand.runs.map(({ number }) => number)).toEqual([6]);
    expect((await listRuns(ctx, { planId: newId(), limit: 2 })).total).toBe(0);
  });

  it("gives one page at most, whatever was asked", async () => {
    const { ctx, add } = await withPast();
    for (let run = 0; run <= listMax; run++) await add(1);
    const { runs, total } = await listRuns(ctx, { limit: 10 * listMax });
    expect([runs.length, total]).toEqual([listMax, listMax + 1]);
  });

  it("gives messages in their order, of the levels asked for, from one on", async () => {
    const { ctx, add } = await withPast();
    const runId = await add(1);
    const levels = ["info", "warning", "error", "warning"] as const;
    for (const [index, level] of levels.entries()) {
      const sentence = `${index} ${level}`;
      const message = { runId, at: startedAt, level, subject: "media", cause: null, sentence };
      await ctx.db.insert(tables.runMessages).values(message);
    }
    const sentences = async (asked: Partial<Parameters<typeof listMessages>[1]>) =>
      (await listMessages(ctx, { runId, limit: 10, ...asked })).map(({ sentence }) => sentence);
    expect(await sentences({})).toEqual(["0 info", "1 warning", "2 error", "3 warning"]);
    expect(await sentences({ levels: ["warning"] })).toEqual(["1 warning", "3 warning"]);
    const [, second] = await listMessages(ctx, { runId, limit: 2 });
    expect(await sentences({ after: second?.id ?? 0 })).toEqual(["2 error", "3 warning"]);
    expect(await sentences({ runId: await add(1) })).toEqual([]);
  });

  it("is for those who are signed in", async () => {
    const { ctx } = await withPast();
    const visitor = { ...ctx, actor: visitorActor(null) };
    for (const read of [
      () => findRun(visitor, "1"),
      () => listRuns(visitor, { limit: 1 }),
      () => listMessages(visitor, { runId: "1", limit: 1 }),
      () => usualRunDurations(visitor, []),
    ]) {
      expect(await failureOf(read)).toMatch(/^forbidden/);
    }
  });
});
