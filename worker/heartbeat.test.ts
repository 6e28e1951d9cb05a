import { expect, it } from "vitest";
import { systemClock } from "#lib/context";
import { tables } from "#lib/db";
import { beatsOfRuns, setHeartbeat } from "#lib/heartbeat";
import { requestRun } from "#lib/runs";
import { testKey } from "../test/key.ts";
import { receiver } from "../test/receiver.ts";
import { planOf, runningInstallation } from "../test/running.ts";
import { kill, startWorker, until } from "../test/worker-process.ts";

it("a worker that is killed over a ping gives that one again, and no other", async () => {
  const here = await runningInstallation();
  here.ctx.clock = systemClock;
  here.worker.clock = systemClock;
  const means = { key: testKey, allowLoopback: true };
  const { origin, received } = await receiver((_, count) => (count === 2 ? { hang: true } : {}));
  const plan = await planOf(here.ctx, here.site, { schedule: { every: "manual" } });
  await setHeartbeat(here.ctx, { id: plan.id, address: origin }, means);
  const beats = beatsOfRuns(here.worker, { ...means, signal: new AbortController().signal });
  await beats.beat(); // from here on
  await requestRun(here.ctx, { planId: plan.id });
  const worker = startWorker(here.folders, { HOLDFAST_ALLOW_LOOPBACK: "1" });
  await until(async () => received.length === 2, "the end of the run is under way");
  await kill(worker);
  startWorker(here.folders, { HOLDFAST_ALLOW_LOOPBACK: "1" });
  await until(async () => {
    const waiting = await here.ctx.db.select().from(tables.heartbeatPings);
    return received.length > 2 && waiting.length === 0;
  }, "nothing waits any more");
  expect(received.map(({ path }) => path)).toEqual(["/start", "/", "/"]);
  expect(received[2]?.body).toBe(received[1]?.body);
});
