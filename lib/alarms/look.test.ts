import { describe, expect, it, onTestFinished } from "vitest";
import { workerActor } from "#lib/access";
import type { Context } from "#lib/context";
import { closeDatabase, openDatabase, write } from "#lib/db";
import { emit } from "#lib/events";
import { createChannel, listDeliveries } from "#lib/notify";
import { createPlan, enablePlan, type Plan } from "#lib/plans";
import { installation, type TestInstallation } from "../../test/installation.ts";
import { testKey } from "../../test/key.ts";
import { planInput } from "../../test/plans.ts";
import { storedArchive, storedRun } from "../../test/stored-run.ts";
import { listOpenAlarms } from "./list.ts";
import { watchAll, watchWorker } from "./look.ts";
import { changeQuietHours } from "./rules.ts";

const hourMs = 3_600_000;
const quiet = { brakes: [], fullInDays: null };

/** An installation with one channel, looked at by a worker that is started anew each time. */
async function watched(start?: string) {
  const here = await installation(start);
  const channel = {
    name: "noc",
    kind: "webhook" as const,
    settings: { url: "https://example.org/" },
  };
  await createChannel(here.ctx, channel, testKey);
  const look = async (facts: Parameters<typeof watchAll>[1] = quiet) =>
    watchAll(await anew(here), facts);
  const told = async () => {
    const { deliveries } = await listDeliveries(here.ctx, { limit: 500 });
    return deliveries.map(({ message }) => `${message.kind} ${message.title}`).toReversed();
  };
  return { ...here, look, told };
}

/** The worker's view after a restart: nothing but what is stored is known. */
async function anew({ worker, folders }: TestInstallation): Promise<Context> {
  const db = await openDatabase(folders.database);
  onTestFinished(() => closeDatabase(db));
  return { ...worker, actor: workerActor(), db };
}

async function backUp(ctx: Context, plan: Plan): Promise<void> {
  const run = await storedRun(ctx, plan, { state: "succeeded" });
  await storedArchive(ctx, plan, { runId: run.id });
}

describe("whoever looks again and again", () => {
  it("tells once that the runs stopped, reminds each day, and tells that it is over", async () => {
    const { ctx, clock, look, told } = await watched();
    const plan = await createPlan(ctx, planInput());
    await backUp(ctx, plan);
    for (let hours = 0; hours < 49; hours += 7) {
      await look();
      clock.advance(7 * hourMs);
    }
    expect(await told()).toEqual([]); // 49 h is what it may be old
    clock.advance(1);
    await look();
    await look();
    expect(await told()).toEqual(["alarm nightly: no good copy of app.db in time"]);
    clock.advance(24 * hourMs);
    await look();
    expect((await told()).at(-1)).toBe("reminder nightly: no good copy of app.db in time");
    await backUp(ctx, plan);
    await look();
    await look();
    expect(await told()).toHaveLength(3);
    expect((await told()).at(-1)).toBe("recovery Over: nightly: no good copy of app.db in time");
    expect(await listOpenAlarms(ctx)).toEqual([]);
  });

  it("misses no daily run where the clocks change", async () => {
    const { ctx, clock, look, told } = await watched("2026-03-27T01:31:00Z");
    const plan = await createPlan(ctx, planInput({ timeZone: "Europe/Berlin" }));
    for (const at of ["2026-03-27T01:30:00Z", "2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z"]) {
      clock.set(at);
      await backUp(ctx, plan);
      await look();
    }
    clock.advance(26 * hourMs);
    await look();
    expect(await told()).toEqual([]);
  });

  it("ends the alarm of a plan that a person disables", async () => {
    const { ctx, clock, look, told } = await watched();
    const plan = await createPlan(ctx, planInput());
    clock.advance(50 * hourMs);
    await look();
    await enablePlan(ctx, { id: plan.id, enabled: false });
    await look();
    expect((await told()).map((words) => words.split(" ")[0])).toEqual(["alarm", "recovery"]);
  });

  it("tells of failed runs once they are two, after quiet hours, and not beside a late copy", async () => {
    const { ctx, clock, look, told } = await watched("2026-03-10T23:00:00Z");
    await changeQuietHours(ctx, { from: "22:00", until: "06:00" });
    const plan = await createPlan(ctx, planInput());
    await backUp(ctx, plan);
    await storedRun(ctx, plan, { state: "failed" });
    await look();
    expect(await listOpenAlarms(ctx)).toEqual([]);
    await storedRun(ctx, plan, { state: "failed" });
    await look();
    expect(await listOpenAlarms(ctx)).toHaveLength(1);
    expect(await told()).toEqual([]);
    clock.advance(7 * hourMs);
    await look();
    expect(await told()).toEqual(["alarm nightly: 2 runs failed in a row"]);
    clock.advance(60 * hourMs);
    await look();
    expect((await listOpenAlarms(ctx)).map(({ kind }) => kind)).toEqual(["no-good-copy"]);
  });

  it("tells of a clock that jumped for a day, and of a disk before it is full", async () => {
    const { ctx, worker, clock, look } = await watched();
    await write(worker.db, (tx) =>
      emit(tx, {
        ...{ at: clock.now(), kind: "clock.set", subjectId: "clock" },
        data: { movedMs: -2 * hourMs },
      }),
    );
    await look({ brakes: [], fullInDays: 30 });
    const open = async () => (await listOpenAlarms(ctx)).map(({ title }) => title).toSorted();
    expect(await open()).toEqual([
      "The clock of this machine jumped back by 120 min",
      "The vault’s disk is full in 30 days",
    ]);
    clock.advance(25 * hourMs);
    await look({ brakes: [], fullInDays: 31 });
    expect(await open()).toEqual([]);
  });

  it("tells of a silent worker from the web process alone", async () => {
    const { ctx, worker, look, told } = await watched();
    await watchWorker(worker, { alive: false });
    await look();
    expect(await listOpenAlarms(ctx)).toHaveLength(1);
    await watchWorker(worker, { alive: true });
    expect(await told()).toEqual([
      "alarm The worker is silent",
      "recovery Over: The worker is silent",
    ]);
  });
});
