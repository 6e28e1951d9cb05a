import type { ChildProcess } from "node:child_process";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { and, eq, gt } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { systemActor } from "#lib/access";
import type { Context } from "#lib/context";
import { systemClock } from "#lib/context";
import { tables } from "#lib/db";
import { lastEventId } from "#lib/events";
import type { Plan } from "#lib/plans/schema";
import { findRun, listArchives, listRuns, type RunSummary, requestRun } from "#lib/runs";
import { verifyArchive } from "#lib/vault";
import { planOf, type RunningInstallation, runningInstallation } from "../test/running.ts";
import { kill, startWorker, terminate, until } from "../test/worker-process.ts";

/** A run of the example site tells about forty events; it is killed after each of these. */
const points = [1, 2, 4, 7, 10, 13, 16, 19, 22, 25, 28, 31];

describe("a worker that is killed with a run under way (faults 1, 22)", () => {
  it("harms nothing that was listed, at any of twelve points, and the run is repeated", async () => {
    // One installation is killed again and again, as on a machine with a failing power supply.
    const here = await liveInstallation();
    const plan = await planOf(here.ctx, here.site, { schedule: { every: "manual" } });
    await here.run(plan);
    let worker = startWorker(here.folders);
    for (const point of points) {
      const asked = await killedAfter(here, { plan, worker, point });
      worker = startWorker(here.folders);
      const again = await until(
        () => lastGoodFrom(here.ctx, plan.id, asked.number),
        `a good run after event ${point}`,
      );
      expect(["interrupted", "succeeded"]).toContain((await findRun(here.ctx, asked.id))?.state);
      if (again.id !== asked.id) expect(again.trigger).toBe("again");
      await everyArchiveIsWhole(here);
      expect(await readdir(path.join(here.folders.vault, "tmp"))).toEqual([]);
      await until(async () => (await readdir(here.folders.scratch)).length === 0, "no leftovers");
    }
    expect(await terminate(worker)).toBe(0);
  }, 180_000);

  it("does not repeat a run that a person started (fault 22)", async () => {
    const here = await liveInstallation();
    const plan = await planOf(here.ctx, here.site, { schedule: { every: "manual" } });
    const before = await lastEventId(here.ctx.db);
    const asked = await requestRun(here.ctx, { planId: plan.id });
    const worker = startWorker(here.folders);
    await until(async () => (await eventsOf(here.ctx, asked.id, before)) > 3, "a run under way");
    await kill(worker);
    const next = startWorker(here.folders);
    const run = await until(() => ended(here.ctx, asked.id), "the run's end");
    expect(run).toMatchObject({ state: "interrupted", error: { cause: "interrupted" } });
    await terminate(next);
    expect((await listRuns(here.ctx, { planId: plan.id, limit: 10 })).total).toBe(1);
  });
});

describe("a worker that is told to stop", () => {
  it("interrupts what goes on, says so, and leaves with exit code 0", async () => {
    const here = await liveInstallation();
    const plan = await planOf(here.ctx, here.site, { schedule: { every: "manual" } });
    const before = await lastEventId(here.ctx.db);
    const asked = await requestRun(here.ctx, { planId: plan.id });
    const worker = startWorker(here.folders);
    await until(async () => (await eventsOf(here.ctx, asked.id, before)) > 2, "a run under way");
    expect(await terminate(worker)).toBe(0);
    const run = await findRun(here.ctx, asked.id);
    expect(["interrupted", "succeeded"]).toContain(run?.state);
    expect(run?.endedAt).not.toBeNull();
  });
});

/** Asks for a run as the clock does, and kills the worker once the run has told so many events. */
async function killedAfter(
  { ctx }: RunningInstallation,
  { plan, worker, point }: { plan: Plan; worker: ChildProcess; point: number },
): Promise<RunSummary> {
  const before = await lastEventId(ctx.db);
  const asked = await requestRun(
    { ...ctx, actor: systemActor() },
    { planId: plan.id, trigger: "schedule" },
  );
  await until(
    async () => (await eventsOf(ctx, asked.id, before)) > point || ended(ctx, asked.id),
    `event ${point}`,
  );
  await kill(worker);
  return asked;
}

/** An installation on the real clock, as the worker's process sees it. */
async function liveInstallation(): Promise<RunningInstallation> {
  const here = await runningInstallation();
  here.ctx.clock = systemClock;
  here.worker.clock = systemClock;
  return here;
}

async function eventsOf(ctx: Context, runId: string, after: number): Promise<number> {
  const of = and(gt(tables.events.id, after), eq(tables.events.subjectId, runId));
  return (await ctx.db.select().from(tables.events).where(of)).length;
}

async function ended(ctx: Context, runId: string) {
  const run = await findRun(ctx, runId);
  return run?.endedAt ? run : null;
}

async function lastGoodFrom(ctx: Context, planId: string, number: number) {
  const { runs } = await listRuns(ctx, { planId, states: ["succeeded"], limit: 1 });
  return runs[0] && runs[0].number >= number ? runs[0] : null;
}

async function everyArchiveIsWhole({ ctx, folders }: RunningInstallation): Promise<void> {
  const { archives } = await listArchives(ctx, { limit: 100 });
  expect(archives.length).toBeGreaterThan(0);
  for (const archive of archives) {
    const row = await ctx.db
      .select()
      .from(tables.archives)
      .where(eq(tables.archives.id, archive.id))
      .get();
    const asked = { file: row?.file ?? "", sha256: archive.sha256, moved: () => {} };
    await verifyArchive(
      { folder: folders.vault },
      { ...asked, signal: AbortSignal.timeout(20_000) },
    );
    expect(archive.good).toBe(true);
  }
}
