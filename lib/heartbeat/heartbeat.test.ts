import { describe, expect, it } from "vitest";
import type { Context } from "#lib/context";
import { tables } from "#lib/db";
import { neverLog } from "#lib/log";
import { createPlan, type Plan } from "#lib/plans";
import { beginOwnVault } from "#lib/runs";
import { installation, type TestInstallation } from "../../test/installation.ts";
import { testKey } from "../../test/key.ts";
import { receiver } from "../../test/receiver.ts";
import { runOnce } from "../../test/run-once.ts";
import { until } from "../../test/worker-process.ts";
import { beatsOfRuns } from "./runs.ts";
import { wholeId } from "./schema.ts";
import { listHeartbeats, removeHeartbeat, setHeartbeat } from "./stored.ts";
import { beatWhole } from "./whole.ts";

const means = { key: testKey, allowLoopback: true };
const sending = (signal = new AbortController().signal) => ({ ...means, signal, pauseMs: 1 });

/** Tells what is to be told, as a worker that began anew would, and waits until it is told. */
async function beatRuns(ctx: Context, given = sending()): Promise<void> {
  const beats = beatsOfRuns(ctx, given);
  await beats.beat();
  await beats.idle();
}

/** A plan of one file; `path: "/nowhere"` makes it fail. */
async function planOf(
  { ctx, worker, folders }: TestInstallation,
  path = folders.logs,
  name = "nightly",
): Promise<Plan> {
  await beginOwnVault(worker);
  return createPlan(ctx, {
    name,
    type: "full",
    schedule: { every: "day", at: "02:30" },
    timeZone: "UTC",
    retention: {},
    sources: [{ kind: "files", config: { path } }],
  });
}

describe("the heartbeat of a plan", () => {
  it("is a start and an end for each run, in order, once, also when the worker begins anew", async () => {
    const inside = await installation();
    const { ctx, worker } = inside;
    const { origin, received } = await receiver();
    const plan = await planOf(inside, "/nowhere");
    await setHeartbeat(ctx, { id: plan.id, address: `${origin}/ping/3f9c/` }, means);
    await beatRuns(worker); // from here on
    const run = await runOnce(inside, plan);
    await beatRuns(worker);
    await beatRuns(worker); // as a worker that began anew would
    expect(received.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /ping/3f9c/start",
      expect.stringMatching(/^POST \/ping\/3f9c\/([1-9]\d*|fail)$/),
    ]);
    expect(received[1]?.body).toContain(run.error?.sentence ?? "no error");
    expect(Buffer.byteLength(received[1]?.body ?? "")).toBeLessThanOrEqual(10_000);
    expect(await listHeartbeats(ctx)).toMatchObject([
      { plan: "nightly", last: { answer: "200 OK", taken: true } },
    ]);
  });

  it("of a run that went well is its address alone", async () => {
    const inside = await installation();
    const { origin, received } = await receiver();
    const plan = await planOf(inside);
    await setHeartbeat(inside.ctx, { id: plan.id, address: `${origin}/ping?key=1` }, means);
    await beatRuns(inside.worker);
    const run = await runOnce(inside, plan);
    await beatRuns(inside.worker);
    expect(["succeeded", "warnings"]).toContain(run.state);
    expect(received.map(({ path }) => path)).toEqual(["/ping/start?key=1", "/ping?key=1"]);
    expect(received[1]?.body).toContain(`Run ${run.number} of nightly: ${run.state}`);
  });

  it("is tried three times where the receiver fails, once where it refuses, and then let be", async () => {
    const inside = await installation();
    const { origin, received } = await receiver(({ path }) => ({
      status: path.endsWith("/start") ? 503 : 404,
    }));
    const plan = await planOf(inside);
    await setHeartbeat(inside.ctx, { id: plan.id, address: origin }, means);
    await beatRuns(inside.worker);
    await runOnce(inside, plan);
    await beatRuns(inside.worker);
    expect(received.map(({ path }) => path)).toEqual(["/start", "/start", "/start", "/"]);
    expect(await listHeartbeats(inside.ctx)).toMatchObject([
      { last: { answer: "404 Not Found", taken: false } },
    ]);
  });

  it("delays no run and no other receiver, however slow its own is", async () => {
    const inside = await installation();
    const slow = await receiver({ hang: true });
    const quick = await receiver();
    const hanging = await planOf(inside);
    const other = await planOf(inside, inside.folders.logs, "hourly");
    await setHeartbeat(inside.ctx, { id: hanging.id, address: slow.origin }, means);
    await setHeartbeat(inside.ctx, { id: other.id, address: quick.origin }, means);
    const stop = new AbortController();
    const { beat, idle } = beatsOfRuns(inside.worker, sending(stop.signal));
    await beat();
    await runOnce(inside, hanging);
    await runOnce(inside, other);
    await beat();
    await until(async () => slow.received.length > 0, "the slow receiver is asked");
    await until(async () => quick.received.length === 2, "the quick receiver is told");
    const second = await runOnce(inside, hanging); // while the receiver says nothing
    expect(second.endedAt).not.toBeNull();
    await runOnce(inside, other);
    await beat();
    await until(async () => quick.received.length === 4, "the quick receiver is told again");
    expect(slow.received.map(({ path }) => path)).toEqual(["/start"]);
    stop.abort(new Error("told to stop"));
    await idle();
    const waiting = await inside.ctx.db.select().from(tables.heartbeatPings);
    expect(waiting.map(({ heartbeatId }) => heartbeatId)).toEqual(Array(4).fill(hanging.id));
  });

  it("goes to nobody any more once another address was given", async () => {
    const inside = await installation();
    const before = await receiver();
    const after = await receiver();
    const plan = await planOf(inside);
    await setHeartbeat(inside.ctx, { id: plan.id, address: before.origin }, means);
    const stop = new AbortController();
    const { beat, idle } = beatsOfRuns(inside.worker, sending(stop.signal));
    await beat();
    await runOnce(inside, plan);
    stop.abort(new Error("told to stop"));
    await beat();
    await idle();
    await setHeartbeat(inside.ctx, { id: plan.id, address: after.origin }, means);
    await beatRuns(inside.worker);
    expect([...before.received, ...after.received]).toEqual([]);
  });

  it("holds no secret, wherever a log that is too long is cut", async () => {
    const secret = "CANARY-8d1f0c77b2aa";
    neverLog(secret);
    for (const shift of [0, 7, 13, 19]) {
      const inside = await installation();
      const { origin, received } = await receiver();
      const plan = await planOf(inside);
      await setHeartbeat(inside.ctx, { id: plan.id, address: origin }, means);
      await beatRuns(inside.worker);
      const run = await runOnce(inside, plan);
      const sentence = `${"x".repeat(shift)}${` ${secret}`.repeat(12)}`;
      const line = { runId: run.id, level: "warning", subject: "f", sentence } as const;
      const lines = Array.from({ length: 120 }, () => ({ ...line, at: inside.clock.now() }));
      await inside.ctx.db.insert(tables.runMessages).values(lines);
      await beatRuns(inside.worker);
      const body = received[1]?.body ?? "";
      expect(Buffer.byteLength(body)).toBeLessThanOrEqual(10_000);
      expect(Buffer.byteLength(body)).toBeGreaterThan(9_000);
      expect(body).toMatch(/^\d{4}-/); // a whole line first
      expect(body).not.toMatch(/CANARY|8d1f|77b2/);
    }
  });
});

describe("the heartbeat of the whole installation", () => {
  it("beats while every objective holds, tells its end once with what it is, and beats again", async () => {
    const inside = await installation();
    const { ctx, worker, clock } = inside;
    const { origin, received } = await receiver();
    await setHeartbeat(ctx, { id: wholeId, address: `${origin}/whole` }, means);
    const plan = await planOf(inside);
    const beat = () => beatWhole(worker, sending());
    await runOnce(inside, plan);
    await beat();
    await beat();
    clock.advance(30 * 86_400_000);
    await beat();
    await beat();
    await runOnce(inside, plan);
    await beat();
    expect(received.map(({ path }) => path)).toEqual(["/whole", "/whole", "/whole/fail", "/whole"]);
    expect(received[2]?.body).toMatch(/ of nightly is unprotected\./);
  });
});

describe("the address of a heartbeat", () => {
  it("is refused where it leads inside, and the sentence says why", async () => {
    const { ctx } = await installation();
    const set = (address: string) =>
      setHeartbeat(ctx, { id: wholeId, address }, { ...means, allowLoopback: false });
    await expect(set("http://127.0.0.1:8000/x")).rejects.toThrow(
      "127.0.0.1 is this machine itself; nothing was sent to it.",
    );
    await expect(set("http://10.0.5.12/x")).rejects.toMatchObject({ causeName: "address-private" });
    await expect(set("ftp://example.org/x")).rejects.toMatchObject({ causeName: "invalid" });
    expect(await listHeartbeats(ctx)).toEqual([]);
  });

  it("is sealed: no table, event or line of the activity holds it, and removing forgets it", async () => {
    const inside = await installation();
    const { origin } = await receiver({ status: 500 });
    await setHeartbeat(inside.ctx, { id: wholeId, address: `${origin}/CANARY-3f9c` }, means);
    await beatWhole(inside.worker, sending());
    const all = await Promise.all(
      [tables.heartbeats, tables.activity, tables.events, tables.settings].map((table) =>
        inside.ctx.db.select().from(table),
      ),
    );
    expect(all[0]).toHaveLength(1);
    expect(JSON.stringify([all, await listHeartbeats(inside.ctx)])).not.toContain("CANARY");
    await removeHeartbeat(inside.ctx, { id: wholeId });
    expect(await listHeartbeats(inside.ctx)).toEqual([]);
  });
});
