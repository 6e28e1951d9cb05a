import { describe, expect, it } from "vitest";
import type { Context } from "#lib/context";
import {
  createCredential,
  createDevice,
  type DeviceInputGiven,
  enableDevices,
} from "#lib/inventory";
import { createPlan, enablePlan, ensureBuiltInPlan } from "#lib/plans";
import { acceptVersion, addByHand, keepCaptures } from "#lib/versions";
import { targetOf } from "../../test/device.ts";
import { installation } from "../../test/installation.ts";
import { randomKey } from "../../test/random-key.ts";
import { readProtection } from "./index.ts";

const hourMs = 3_600_000;
const vyos = targetOf("vyos", { port: 22 }).platform;

async function withDevices() {
  const made = await installation("2026-03-10T12:00:00Z");
  const { ctx, worker, folders } = made;
  await ensureBuiltInPlan(ctx, { databaseFile: folders.database, logsFolder: folders.logs });
  const lab = { name: "lab", username: "ada", password: "canary" };
  const { id: credentialId } = await createCredential(ctx, lab, randomKey());
  const add = (name: string, more: Partial<DeviceInputGiven> = {}) =>
    createDevice(ctx, {
      name,
      address: `${name}.example.net`,
      credentialId,
      platform: "vyos",
      ...more,
    });
  const capture = (deviceId: string, kind: "accepted" | "doubtful" | "failed" = "accepted") =>
    captureOf(worker, deviceId, kind);
  return { ...made, add, capture };
}

async function captureOf(
  worker: Context,
  deviceId: string,
  kind: "accepted" | "doubtful" | "failed",
) {
  const at = worker.clock.now();
  const text = { text: "set system host-name r-1\n", hostname: "r-1" };
  const failure = { cause: "tcp-refused", sentence: "It refused.", next: "Look." } as const;
  const given = {
    accepted: { kind: "accepted", ...text },
    doubtful: {
      kind: "doubtful",
      ...text,
      doubts: [{ code: "half-size", says: "Half.", evidence: "" }],
    },
    failed: { kind: "failed", failure },
  } as const;
  const [kept] = await keepCaptures(worker, [
    {
      deviceId,
      runId: null,
      platform: vyos,
      startedAt: at,
      endedAt: at,
      transcript: "",
      given: given[kind],
    },
  ]);
  return kept;
}

const deviceOf = async (ctx: Context, name: string) =>
  (await readProtection(ctx)).devices.find(({ device }) => device.name === name);

describe("the protection of a device", () => {
  it("goes by its last accepted capture, whatever archives there are", async () => {
    const { ctx, clock, add, capture } = await withDevices();
    const { id } = await add("r-1");
    expect(await deviceOf(ctx, "r-1")).toMatchObject({
      protection: "unprotected",
      lastGoodAt: null,
    });
    await capture(id);
    const at = clock.now();
    clock.advance(hourMs);
    await capture(id, "failed");
    expect(await deviceOf(ctx, "r-1")).toMatchObject({
      protection: "protected",
      lastGoodAt: at,
      plan: { name: "Holdfast itself" },
      failure: { cause: "tcp-refused" },
    });
    clock.advance(50 * hourMs); // of a daily plan: twice a day and an hour
    expect((await deviceOf(ctx, "r-1"))?.protection).toBe("stale");
    clock.advance(8 * 24 * hourMs);
    expect((await deviceOf(ctx, "r-1"))?.protection).toBe("unprotected");
  });

  it("goes by the shortest objective of the enabled plans that take it", async () => {
    const { ctx, clock, add, capture } = await withDevices();
    const tagged = await add("r-1", { tags: ["core"] });
    const other = await add("r-2");
    const common = { type: "config", timeZone: "UTC", retention: {} } as const;
    const select = { tags: ["core"] };
    const plan = await createPlan(ctx, {
      ...{ name: "hourly", ...common, schedule: { every: "hour", minute: 0 } },
      sources: [{ kind: "devices", config: { select } }],
    });
    await capture(tagged.id);
    await capture(other.id);
    clock.advance(4 * hourMs);
    expect(await deviceOf(ctx, "r-1")).toMatchObject({
      protection: "stale",
      objectiveMs: 3 * hourMs,
      plan: { name: "hourly" },
    });
    expect((await deviceOf(ctx, "r-2"))?.protection).toBe("protected");
    await enablePlan(ctx, { id: plan.id, enabled: false });
    expect((await deviceOf(ctx, "r-1"))?.protection).toBe("protected");
  });

  it("names the plan that somebody made, whatever Holdfast itself promises", async () => {
    const { ctx, add } = await withDevices();
    await add("r-1");
    await createPlan(ctx, {
      ...{ name: "weekly", type: "config", timeZone: "UTC", retention: {} },
      schedule: { every: "week", at: "04:00" },
      sources: [{ kind: "devices", config: { select: { all: true } } }],
    });
    expect(await deviceOf(ctx, "r-1")).toMatchObject({
      objectiveMs: 49 * hourMs,
      plan: { name: "weekly" },
    });
  });

  it("is paused when a person disabled it, and then not counted", async () => {
    const { ctx, add, capture } = await withDevices();
    const { id } = await add("r-1");
    await add("r-2");
    await capture(id);
    await enableDevices(ctx, { ids: [id], enabled: false });
    const { deviceCounts, counts, sourceCounts } = await readProtection(ctx);
    expect(deviceCounts).toEqual({
      ...{ total: 1, protected: 0, stale: 0, unprotected: 1, paused: 1, quarantined: 0 },
    });
    expect(counts.total).toBe(sourceCounts.total + 1);
  });

  it("counts quarantined ones beside, and takes an accepted text as good", async () => {
    const { ctx, add, capture } = await withDevices();
    const { id } = await add("r-1");
    const kept = await capture(id, "doubtful");
    const before = await readProtection(ctx);
    expect(before.deviceCounts).toMatchObject({ unprotected: 1, quarantined: 1 });
    await acceptVersion(ctx, { versionId: kept?.versionId ?? "", why: "It is whole." });
    const after = await readProtection(ctx);
    expect(after.deviceCounts).toMatchObject({ protected: 1, quarantined: 0 });
  });

  it("is not raised by a text that a person put there", async () => {
    const { ctx, add } = await withDevices();
    const { id } = await add("r-1");
    const given = { deviceId: id, text: "set system host-name r-1\n", why: "It is far away." };
    await addByHand(ctx, given, vyos);
    expect(await deviceOf(ctx, "r-1")).toMatchObject({
      protection: "unprotected",
      lastGoodAt: null,
    });
  });

  it("leaves the list of devices of a plan out of the sources that are counted", async () => {
    const { ctx, add } = await withDevices();
    await add("r-1");
    const { sources, inPlans } = await readProtection(ctx);
    expect(sources.map(({ source }) => source.kind)).not.toContain("devices");
    expect(inPlans.map(({ source }) => source.kind)).toContain("devices");
  });
});
