import { eq } from "drizzle-orm";
import type ssh2 from "ssh2";
import { describe, expect, it, vi } from "vitest";
import { listActivity } from "#lib/access";
import type { Context } from "#lib/context";
import { tables } from "#lib/db";
import { changeDevice, type Device, findDevice } from "#lib/inventory";
import { listCaptures, listVersions } from "#lib/versions";
import { type DeviceFaults, hostKeyNamed } from "../../../test/device.ts";
import { failureOf } from "../../../test/failing.ts";
import { fleetOf } from "../../../test/fleet.ts";
import { testKey } from "../../../test/key.ts";
import { testMeans } from "../../../test/run-once.ts";
import { runningInstallation } from "../../../test/running.ts";
import { takeQuestions } from "../questions.ts";
import { askDeviceTest, readDeviceTest } from "./ask.ts";
import type { TestStage } from "./schema.ts";
import { testDevice } from "./test-device.ts";

const { signal } = new AbortController();

async function withDevice(faults: DeviceFaults = {}) {
  const made = await runningInstallation();
  const fleet = await fleetOf(made.ctx);
  const { device, seen } = await fleet.add("core-1", faults);
  const test = (watch = {}) =>
    testDevice(made.worker, { deviceId: device.id, means: testMeans }, { signal, ...watch });
  return { ...made, fleet, device, seen, test };
}

/** Changes a device without moving it. */
async function change(ctx: Context, { id }: Device, changed: Partial<Device>): Promise<void> {
  const device = await findDevice(ctx, id);
  if (!device) throw new Error("The device is gone.");
  const { updatedAt, credential, ...fields } = device;
  const input = { ...fields, ...changed, credentialId: credential.id };
  await changeDevice(ctx, { id, updatedAt, input, secret: "right" }, testKey);
}

describe("a test of a connection", () => {
  it("passes through every stage, each with its time, and says what a run would keep", async () => {
    const { test, ctx, device } = await withDevice();
    const { stages, result } = await test();
    expect(stages.map(({ stage }) => stage)).toEqual([
      ...["name", "connection", "key exchange", "sign-in"],
      ...["prompt", "paging", "command", "gate"],
    ]);
    expect(stages.every(({ state, ms }) => state === "good" && ms !== null)).toBe(true);
    expect(result).toMatchObject({
      state: "passed",
      failure: null,
      platform: { id: "cisco-ios", name: "Cisco IOS and IOS-XE" },
      evidence: [],
      text: { hostname: "edge-1", facts: { model: "C1941" } },
      remedies: [],
    });
    expect(await findDevice(ctx, device.id)).toMatchObject({
      hostKey: result.hostKey?.fingerprint,
    });
    // It keeps neither a version nor an attempt.
    expect(await listVersions(ctx, { deviceId: device.id })).toEqual([]);
    expect(await listCaptures(ctx, { deviceId: device.id })).toEqual([]);
  });

  it("shows a stage when it begins and when it ends", async () => {
    const { test } = await withDevice();
    const seen: string[] = [];
    const stages = (all: readonly TestStage[]) => {
      const last = all.at(-1);
      seen.push(`${last?.stage} ${last?.state}`);
    };
    await test({ stages });
    expect(seen.slice(0, 4)).toEqual([
      ...["name running", "name good"],
      ...["connection running", "connection good"],
    ]);
    expect(seen.at(-1)).toBe("gate good");
  });

  it("recognises an unknown device and takes note of it with the evidence", async () => {
    const { test, ctx, device } = await withDevice();
    await change(ctx, device, { platform: null, enabled: false });
    const { result } = await test();
    expect(result.evidence[0]).toMatchObject({
      platform: "Cisco IOS and IOS-XE",
      from: "answer",
      seen: expect.stringContaining("Cisco IOS Software"),
    });
    expect(await findDevice(ctx, device.id)).toMatchObject({ platform: "cisco-ios" });
  });

  it("holds the whole answer back while its text is doubtful", async () => {
    const configuration = (text: string) => text.replace(/end\n$/, "");
    const { test } = await withDevice({ configuration });
    const { result, stages } = await test();
    expect(result).toMatchObject({ state: "doubtful", failure: null });
    expect(stages.at(-1)).toMatchObject({ stage: "gate", state: "failed" });
    expect(result.doubts[0]?.says).toMatch(/end/);
    expect(result.remedies.map(({ kind }) => kind)).toEqual(["back-up", "detect-platform"]);
    expect(JSON.stringify({ result, stages })).not.toContain("canary");
  });
});

describe("a test that fails", () => {
  it("ends at the stage that failed, with what may mend it", async () => {
    const { test, seen } = await withDevice({ password: "other" });
    const { stages, result } = await test();
    expect(stages.at(-1)).toMatchObject({ stage: "sign-in", state: "failed" });
    expect(result).toMatchObject({ state: "failed", failure: { cause: "auth" }, text: null });
    expect(result.remedies.map(({ kind }) => kind)).toEqual([
      "change-credential",
      "another-credential",
    ]);
    expect(seen.tries).toEqual(["password right"]);
  });

  it("proposes the smallest set of old algorithms, and passes once it is allowed", async () => {
    const algorithms = {
      kex: ["diffie-hellman-group14-sha1"],
      serverHostKey: ["ssh-rsa"],
      cipher: ["aes128-cbc"],
      hmac: ["hmac-sha1"],
    } as ssh2.ServerConfig["algorithms"];
    const old = { algorithms, hostKey: hostKeyNamed("old", "rsa") };
    const { test, ctx, device } = await withDevice(old);
    const [remedy] = (await test()).result.remedies;
    expect(remedy).toMatchObject({ kind: "allow-legacy" });
    if (remedy?.kind !== "allow-legacy") return;
    await change(ctx, device, { legacy: remedy.algorithms });
    expect((await test()).result.state).toBe("passed");
  });

  it("notes a changed host key, for a person to decide about (fault 45)", async () => {
    const { test, ctx, device, seen } = await withDevice();
    const pinned = `SHA256:${"A".repeat(43)}`;
    await change(ctx, device, { hostKey: pinned });
    const { result } = await test();
    const shown = result.hostKey?.fingerprint;
    expect(result.remedies).toMatchObject([{ kind: "trust-key", fingerprint: shown }]);
    expect(await findDevice(ctx, device.id)).toMatchObject({ hostKey: pinned, seenHostKey: shown });
    expect(seen.tries).toEqual([]);
  });
});

describe("a test that is asked of the worker", () => {
  const asked = async (faults: DeviceFaults = {}) => {
    const made = await withDevice(faults);
    const { requestId } = await askDeviceTest(made.ctx, { deviceId: made.device.id });
    return { ...made, requestId };
  };

  it("can be watched until its answer is there, and stands in the trail", async () => {
    const { ctx, worker, requestId } = await asked();
    expect(await readDeviceTest(ctx, { requestId })).toBeNull();
    await takeQuestions(worker, { owner: "w", means: testMeans, signal });
    const answer = await answered(ctx, requestId);
    expect(answer).toMatchObject({ kind: "test-device", result: { state: "passed" } });
    const { rows } = await listActivity(ctx, { action: "device:test", offset: 0, limit: 9 });
    expect(rows).toHaveLength(1);
    const events = await ctx.db.select().from(tables.events);
    const kinds = events.filter((each) => each.subjectId === requestId).map(({ kind }) => kind);
    expect(kinds).toContain("request.progress");
    expect(kinds.at(-1)).toBe("request.answered");
  });

  it("is nobody else's to read", async () => {
    const { ctx, requestId } = await asked();
    const other = { ...ctx, actor: { ...ctx.actor, id: "another" } };
    expect(await failureOf(() => readDeviceTest(other, { requestId }))).toMatch(/^not-found/);
  });

  it("says why there can be none", async () => {
    const { ctx, worker, requestId } = await asked();
    await ctx.db
      .update(tables.requests)
      .set({ input: { deviceId: "gone" } })
      .where(eq(tables.requests.id, requestId));
    await takeQuestions(worker, { owner: "w", means: testMeans, signal });
    expect(await answered(ctx, requestId)).toMatchObject({ failure: { cause: "not-found" } });
  });
});

async function answered(ctx: Context, requestId: string) {
  await vi.waitFor(async () => {
    const of = eq(tables.requests.id, requestId);
    const row = await ctx.db.select().from(tables.requests).where(of).get();
    expect(row?.answeredAt).not.toBeNull();
  }, 10_000);
  return readDeviceTest(ctx, { requestId });
}
