import { describe, expect, it } from "vitest";
import { listActivity } from "#lib/access";
import { eventsAfter } from "#lib/events";
import { enablePlan, findPlan } from "#lib/plans";
import { listRuns, requestRun } from "#lib/runs";
import { planOf, runningInstallation } from "../../../test/running.ts";
import { queueDueRuns } from "./due.ts";

describe("plans that are due", () => {
  it("get one queued run, and a next time", async () => {
    const { ctx, worker, site, clock } = await runningInstallation("2026-03-10T12:30:00Z");
    const plan = await planOf(ctx, site);
    expect(plan.nextRunAt?.toISOString()).toBe("2026-03-10T13:00:00.000Z");
    await queueDueRuns(worker);
    expect((await listRuns(ctx, { limit: 10 })).total).toBe(0);

    clock.set("2026-03-10T13:00:02Z");
    await queueDueRuns(worker);
    await queueDueRuns(worker);
    const { runs } = await listRuns(ctx, { limit: 10 });
    expect(runs).toMatchObject([{ trigger: "schedule", state: "queued", number: 1 }]);
    expect(runs[0]?.dueAt?.toISOString()).toBe("2026-03-10T13:00:00.000Z");
    expect((await findPlan(ctx, plan.id))?.nextRunAt?.toISOString()).toBe(
      "2026-03-10T14:00:00.000Z",
    );
  });

  it("are caught up once after any number of missed times, and marked so (fault 25)", async () => {
    const { ctx, worker, site, clock } = await runningInstallation("2026-03-10T12:30:00Z");
    await planOf(ctx, site);
    clock.set("2026-03-10T16:20:00Z");
    await queueDueRuns(worker);
    await queueDueRuns(worker);
    expect((await listRuns(ctx, { limit: 10 })).runs).toMatchObject([{ trigger: "catch-up" }]);
  });

  it("do not overlap: a refusal is an event and a line in the trail, never a run (fault 20)", async () => {
    const { ctx, worker, site, clock } = await runningInstallation("2026-03-10T12:30:00Z");
    const plan = await planOf(ctx, site);
    await requestRun(ctx, { planId: plan.id });
    clock.set("2026-03-10T13:00:02Z");
    await queueDueRuns(worker);
    expect((await listRuns(ctx, { limit: 10 })).total).toBe(1);
    const skipped = (await eventsAfter(ctx.db, 0)).filter(({ kind }) => kind === "plan.skipped");
    expect(skipped).toMatchObject([{ data: { because: "its last run still goes on" } }]);
    const trail = await listActivity(ctx, { action: "plan:skipped", offset: 0, limit: 10 });
    expect(trail.total).toBe(1);
    expect((await findPlan(ctx, plan.id))?.nextRunAt?.toISOString()).toBe(
      "2026-03-10T14:00:00.000Z",
    );
  });

  it("run at their hour again after the clock was set back by a day (fault 23)", async () => {
    const { ctx, worker, site, clock } = await runningInstallation("2026-03-10T12:30:00Z");
    await planOf(ctx, site);
    clock.set("2026-03-09T12:30:00Z");
    await queueDueRuns(worker);
    clock.set("2026-03-09T13:00:05Z");
    await queueDueRuns(worker);
    expect((await listRuns(ctx, { limit: 10 })).runs).toMatchObject([{ trigger: "schedule" }]);
  });

  it("stay away while they are disabled", async () => {
    const { ctx, worker, site, clock } = await runningInstallation("2026-03-10T12:30:00Z");
    const plan = await planOf(ctx, site);
    await enablePlan(ctx, { id: plan.id, enabled: false });
    clock.set("2026-03-11T12:30:00Z");
    await queueDueRuns(worker);
    expect((await listRuns(ctx, { limit: 10 })).total).toBe(0);
  });
});
