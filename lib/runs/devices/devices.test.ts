import path from "node:path";
import { describe, expect, it } from "vitest";
import type { Context } from "#lib/context";
import { changeDevice, enableDevices, findDevice, listCredentials } from "#lib/inventory";
import {
  backUpDevices,
  carryOut,
  claimRun,
  findArchive,
  listArchiveEntries,
  listMessages,
  listRunDevices,
  requestRun,
  retryFailed,
} from "#lib/runs";
import { listCaptures, listVersions } from "#lib/versions";
import { fleetOf } from "../../../test/fleet.ts";
import { testKey } from "../../../test/key.ts";
import { testMeans } from "../../../test/run-once.ts";
import { mustFind, planOf, runningInstallation } from "../../../test/running.ts";
import { beginShift } from "../work/lease.ts";

async function withFleet() {
  const made = await runningInstallation();
  return { ...made, fleet: await fleetOf(made.ctx) };
}

/** Each device of a run with what became of it, as `core-1 kept`. */
async function outcomes(ctx: Context, runId: string): Promise<string[]> {
  const { devices } = await listRunDevices(ctx, { runId });
  return devices.map(({ device, state, failure }) =>
    [device.name, state, failure?.cause].filter(Boolean).join(" "),
  );
}

async function warnings(ctx: Context, runId: string): Promise<string[]> {
  const messages = await listMessages(ctx, { runId, levels: ["warning"], limit: 100 });
  return messages.map(({ subject, cause }) => `${subject} ${cause}`);
}

/** A text that is no longer whole. */
const withoutEnd = (text: string) => `${text.split("\n").slice(0, 4).join("\n")}\n`;

describe("a plan of devices", () => {
  it("keeps each device's text as a version and as a file of the archive", async () => {
    const { ctx, run, fleet } = await withFleet();
    await fleet.add("core-1");
    await fleet.add("edge-1", {}, { platform: "linux" });
    const done = await run(await fleet.plan());
    expect(done).toMatchObject({ state: "succeeded", archive: { good: true, without: [] } });
    expect(done.steps[1]).toMatchObject({ name: "devices", message: "2 devices: 2 changed." });
    expect(await outcomes(ctx, done.id)).toEqual(["core-1 kept", "edge-1 kept"]);

    const { entries } = await listArchiveEntries(ctx, { run: done.id, offset: 0, limit: 9 });
    expect(entries.map((entry) => entry.path)).toEqual([
      "devices/core-1.cfg",
      "devices/edge-1.cfg",
    ]);
    const [lab] = await listCredentials(ctx);
    expect(lab?.acceptedAt).not.toBeNull();
    const device = await findDevice(ctx, "core-1");
    expect(device?.hostKey).toMatch(/^SHA256:/);
    expect(device?.facts).not.toBeNull();
  });

  it("signs in once a run, and begins no version where nothing changed", async () => {
    const { ctx, run, fleet } = await withFleet();
    const { device, seen } = await fleet.add("core-1");
    const plan = await fleet.plan();
    await run(plan);
    const again = await run(plan);
    expect(seen.tries).toEqual(["password right", "password right"]);
    expect(await outcomes(ctx, again.id)).toEqual(["core-1 unchanged"]);
    expect(await listVersions(ctx, { deviceId: device.id })).toMatchObject([{ timesSeen: 2 }]);
  });

  it("gives the last good text of a device that fails, marked stale, and names it (fault 40)", async () => {
    const { ctx, run, fleet, clock } = await withFleet();
    await fleet.add("core-1");
    const away = await fleet.add("core-2");
    const plan = await fleet.plan();
    const first = await run(plan);
    clock.advance(86_400_000);
    await moveAway(ctx, away.device.id);
    const second = await run(plan);
    expect(second).toMatchObject({ state: "warnings", archive: { good: true } });
    expect(await outcomes(ctx, second.id)).toEqual([
      "core-1 unchanged",
      "core-2 failed tcp-refused",
    ]);
    expect(await warnings(ctx, second.id)).toEqual(["core-2 tcp-refused"]);
    const { entries } = await listArchiveEntries(ctx, { run: second.id, offset: 0, limit: 9 });
    expect(entries.map(({ path, staleSince }) => [path, staleSince])).toEqual([
      ["devices/core-1.cfg", null],
      ["devices/core-2.cfg", first.endedAt],
    ]);
  });

  it("makes no archive of stale texts alone (fault 40)", async () => {
    const { ctx, run, fleet } = await withFleet();
    const { device } = await fleet.add("core-1");
    const plan = await fleet.plan();
    await run(plan);
    await moveAway(ctx, device.id);
    const done = await run(plan);
    expect(done).toMatchObject({ state: "failed", archive: null });
    expect(done.steps[1]).toMatchObject({
      state: "failed",
      error: { cause: "no-device-answered" },
    });
  });

  it("goes on with other sources when its devices fail, and lists the archive as without them", async () => {
    const { ctx, run, site, fleet } = await withFleet();
    const { device } = await fleet.add("core-1");
    await moveAway(ctx, device.id);
    const folder = { path: path.join(site, "etc") };
    const sources = [
      { kind: "files", config: folder },
      { kind: "devices", config: { select: { all: true } } },
    ] as never;
    const done = await run(await planOf(ctx, site, { sources }));
    expect(done).toMatchObject({
      state: "warnings",
      archive: { good: false, without: ["devices"] },
    });
  });

  it("puts a doubtful text aside; the archive has the one before (fault 43)", async () => {
    const { ctx, run, fleet } = await withFleet();
    let whole = true;
    await fleet.add("core-1");
    const doubted = { configuration: (text: string) => (whole ? text : withoutEnd(text)) };
    const { device } = await fleet.add("core-2", doubted);
    const plan = await fleet.plan();
    await run(plan);
    whole = false;
    const done = await run(plan);
    expect(await outcomes(ctx, done.id)).toEqual(["core-1 unchanged", "core-2 quarantined"]);
    expect(await warnings(ctx, done.id)).toEqual(["core-2 quarantined"]);
    const versions = await listVersions(ctx, { deviceId: device.id });
    expect(versions.map(({ state }) => state)).toEqual(["quarantined", "active"]);
    const { entries } = await listArchiveEntries(ctx, { run: done.id, offset: 0, limit: 9 });
    expect(entries[1]).toMatchObject({ path: "devices/core-2.cfg", staleSince: expect.any(Date) });
  });

  it("succeeds without any device, but not when what it names is not there", async () => {
    const { ctx, run, site, fleet } = await withFleet();
    const devices = (select: unknown) =>
      [
        { kind: "files", config: { path: path.join(site, "etc") } },
        { kind: "devices", config: { select } },
      ] as never;
    const all = await run(await planOf(ctx, site, { sources: devices({ all: true }) }));
    expect(all.state).toBe("succeeded");
    expect(all.steps[2]?.message).toBe("There is no device yet.");
    await fleet.add("core-1");
    const named = { name: "named", sources: devices({ names: ["core-1", "gone"] }) };
    const done = await run(await planOf(ctx, site, named));
    expect(await warnings(ctx, done.id)).toEqual(["gone device-absent"]);
    const tagged = { name: "tagged", sources: devices({ tags: ["nobody"] }) };
    const none = await run(await planOf(ctx, site, tagged));
    expect(none.steps[2]).toMatchObject({ state: "failed", error: { cause: "no-device-matches" } });
  });

  it("leaves a disabled device alone", async () => {
    const { ctx, run, fleet } = await withFleet();
    await fleet.add("core-1");
    const { device, seen } = await fleet.add("core-2");
    await enableDevices(ctx, { ids: [device.id], enabled: false });
    const done = await run(await fleet.plan());
    expect(await outcomes(ctx, done.id)).toEqual(["core-1 kept"]);
    expect(seen.connections).toBe(0);
  });
});

describe("a credential that is wrong", () => {
  it("is tried on two devices and no further (fault 46)", async () => {
    const { ctx, run, fleet } = await withFleet();
    const seen = [];
    for (let number = 1; number <= 6; number++) {
      seen.push((await fleet.add(`core-${number}`, { password: "changed" })).seen);
    }
    const done = await run(await fleet.plan());
    expect(seen.flatMap(({ tries }) => tries)).toEqual(["password right", "password right"]);
    const causes = (await outcomes(ctx, done.id)).map((line) => line.split(" ")[2]).sort();
    expect(causes).toEqual(["auth", "auth", ...Array(4).fill("credential-paused")]);
  });
});

describe("a run limited to devices", () => {
  it("belongs to its plan, keeps versions, and makes no archive", async () => {
    const { ctx, worker, run, fleet } = await withFleet();
    const { device } = await fleet.add("core-1");
    const other = await fleet.add("core-2");
    const plan = await fleet.plan();
    await moveAway(ctx, device.id);
    const first = await run(plan);
    await moveAway(ctx, device.id, device.port);
    const before = other.seen.connections;
    const retried = await retryFailed(ctx, { runId: first.id });
    expect(retried).toMatchObject({ limitedTo: 1, plan: { id: plan.id } });
    const done = await work(ctx, worker, retried.id);
    expect(done).toMatchObject({ state: "succeeded", archive: null });
    expect(await outcomes(ctx, done.id)).toEqual(["core-1 kept"]);
    expect(other.seen.connections).toBe(before);
    expect(await findArchive(ctx, done.id)).toBeNull();
  });

  it("may wait beside a run of the whole plan", async () => {
    const { ctx, fleet } = await withFleet();
    const { device } = await fleet.add("core-1");
    const plan = await fleet.plan();
    await requestRun(ctx, { planId: plan.id });
    const asked = { deviceIds: [device.id], planId: plan.id };
    await backUpDevices(ctx, asked);
    await backUpDevices(ctx, asked);
    await expect(requestRun(ctx, { planId: plan.id })).rejects.toMatchObject({
      causeName: "run-open",
    });
  });

  it("uses what another run is getting instead of signing in again (fault 50)", async () => {
    const { ctx, worker, fleet } = await withFleet();
    const { device, seen } = await fleet.add("core-1");
    const plan = await fleet.plan();
    const asked = { deviceIds: [device.id], planId: plan.id };
    const ids = [await backUpDevices(ctx, asked), await backUpDevices(ctx, asked)].map(
      ({ id }) => id,
    );
    const shift = await beginShift(worker, { pid: process.pid, host: "test" });
    if (!shift) throw new Error("Another worker holds the lease.");
    const stop = new AbortController().signal;
    const claims = [await claimRun(worker, shift), await claimRun(worker, shift)];
    await Promise.all(
      claims.map((claim) => claim && carryOut(worker, claim, { ...testMeans, stop })),
    );
    expect(seen.connections).toBe(1);
    for (const id of ids) expect(await outcomes(ctx, id)).toEqual(["core-1 kept"]);
    expect(await listCaptures(ctx, { deviceId: device.id })).toHaveLength(1);
  });
});

/** Points a device at a port, by default one that nobody listens on. */
async function moveAway(ctx: Context, id: string, port = 1): Promise<void> {
  const device = await findDevice(ctx, id);
  if (!device) throw new Error("The device is gone.");
  const { updatedAt, credential, hostKey, ...fields } = device;
  const input = { ...fields, hostKey, port, credentialId: credential.id };
  await changeDevice(ctx, { id, updatedAt, input, secret: "right" }, testKey);
}

async function work(ctx: Context, worker: Context, runId: string) {
  const shift = await beginShift(worker, { pid: process.pid, host: "test" });
  const claim = shift && (await claimRun(worker, shift, { runId }));
  if (!shift || !claim) throw new Error("The run could not be claimed.");
  await carryOut(worker, claim, { ...testMeans, stop: new AbortController().signal });
  await shift.end();
  return mustFind(ctx, runId);
}
