import { describe, expect, it } from "vitest";
import { listActivity, visitorActor } from "#lib/access";
import { deletePlan } from "#lib/plans";
import { asUser } from "../../test/installation.ts";
import { planOf, runningInstallation } from "../../test/running.ts";
import { cancelRun, findRun, listRuns, requestRun } from "./index.ts";

describe("asking for a run", () => {
  it("queues it under the next number, in the name of who asked", async () => {
    const { ctx, site } = await runningInstallation();
    const plan = await planOf(ctx, site);
    const run = await requestRun(asUser(ctx), { planId: plan.id });
    expect(run).toMatchObject({
      number: 1,
      state: "queued",
      trigger: "person",
      requestedBy: "ada",
    });
    expect(await findRun(ctx, "1")).toMatchObject({ id: run.id, steps: [] });
    const trail = await listActivity(ctx, { action: "run:start", offset: 0, limit: 10 });
    expect(trail.rows).toMatchObject([
      { actor: { name: "ada" }, subject: { name: "site, run 1" } },
    ]);
  });

  it("twice is refused with the number of the open run", async () => {
    const { ctx, site } = await runningInstallation();
    const plan = await planOf(ctx, site);
    await requestRun(ctx, { planId: plan.id });
    await expect(requestRun(ctx, { planId: plan.id })).rejects.toMatchObject({
      causeName: "run-open",
      message: "“site” already has an open run, 1.",
      exit: 11,
    });
  });

  it("ten times at once makes one run (fault 20)", async () => {
    const { ctx, site } = await runningInstallation();
    const plan = await planOf(ctx, site);
    const asked = Array.from({ length: 10 }, () => requestRun(ctx, { planId: plan.id }));
    const outcomes = await Promise.allSettled(asked);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await listRuns(ctx, { limit: 10 })).total).toBe(1);
  });

  it("is refused without sources, for a plan that is gone, and to a visitor", async () => {
    const { ctx, site } = await runningInstallation();
    const empty = await planOf(ctx, site, { name: "empty", sources: [] });
    await expect(requestRun(ctx, { planId: empty.id })).rejects.toThrow(/has no source/);
    await deletePlan(ctx, { id: empty.id });
    await expect(requestRun(ctx, { planId: empty.id })).rejects.toThrow(/There is no plan/);
    const plan = await planOf(ctx, site);
    const visitor = { ...ctx, actor: visitorActor("127.0.0.1") };
    await expect(requestRun(visitor, { planId: plan.id })).rejects.toMatchObject({
      causeName: "forbidden",
    });
  });
});

describe("cancelling", () => {
  it("ends a queued run at once, and leaves an ended one as it is (fault 32)", async () => {
    const { ctx, site } = await runningInstallation();
    const plan = await planOf(ctx, site);
    const { id } = await requestRun(ctx, { planId: plan.id });
    const cancelled = await cancelRun(asUser(ctx), { runId: id });
    expect(cancelled).toMatchObject({ state: "cancelled", archive: null });
    expect(cancelled.error?.sentence).toBe("Cancelled by ada. Nothing of this run was kept.");
    expect(await cancelRun(ctx, { runId: id })).toEqual(cancelled);
    await requestRun(ctx, { planId: plan.id });
  });

  it("says when there is no such run", async () => {
    const { ctx } = await runningInstallation();
    await expect(cancelRun(ctx, { runId: "nine" })).rejects.toThrow("There is no run “nine”.");
  });
});
