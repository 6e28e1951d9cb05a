import { spawn } from "node:child_process";
import path from "node:path";
import { describe, expect, it, vi } from "vitest";
import { cliActor, openInstallation, workerActor } from "#lib/access";
import { type Context, systemClock } from "#lib/context";
import { closeDatabase } from "#lib/db";
import { createCredential, createDevice } from "#lib/inventory";
import { openLog } from "#lib/log";
import { beginShift, takeQuestions, testDevice } from "#lib/runs";
import { type DeviceFaults, startDevice } from "../../test/device.ts";
import { preparedInstallation } from "../../test/prepared.ts";
import { swift } from "../../test/swift.ts";

/** A prepared installation with one device of no known platform, open to this process. */
async function withDevice(faults: DeviceFaults) {
  const folders = await preparedInstallation();
  const environment = { HOLDFAST_DATA: folders.data };
  const seen = await startDevice("vyos", faults);
  const { port } = seen;
  const { db, key } = await openInstallation({ environment, clock: systemClock, begin: false });
  const log = openLog({ folder: folders.logs, part: "test" });
  const ctx = { actor: cliActor(), db, clock: systemClock, log };
  const lab = { name: "lab", username: "ada", password: "right" };
  const { id: credentialId } = await createCredential(ctx, lab, key);
  const device = await createDevice(ctx, { name: "r-1", address: "127.0.0.1", port, credentialId });
  const close = async () => {
    closeDatabase(db);
    await log.close();
  };
  return { ctx, key, device, seen, environment, close };
}

/** What `device test` says of a device while no worker is there. */
async function testOf(faults: DeviceFaults, ...options: string[]) {
  const { environment, close } = await withDevice(faults);
  await close();
  return holdfast(environment, ["device", "test", "r-1", ...options]);
}

function holdfast(environment: Record<string, string>, words: readonly string[]) {
  const main = path.join(import.meta.dirname, "..", "main.ts");
  const env = { ...process.env, ...environment, HOLDFAST_ALLOW_LOOPBACK: "1" };
  const child = spawn(process.execPath, [...swift, main, ...words], { env });
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    err += text;
  });
  return new Promise<{ out: string; err: string; exit: number | null }>((resolve) => {
    child.once("close", (exit) => resolve({ out, err, exit }));
  });
}

describe("device test", () => {
  it("prints each stage as it ends, then what a run would keep, and ends with 0", async () => {
    const { out, exit } = await testOf({});
    const stages = out
      .split("\n")
      .flatMap((line) => /^good\t(\S[^\t]*)\t\d+\t/.exec(line)?.[1] ?? []);
    expect(stages).toEqual([
      ...["name", "connection", "key exchange", "sign-in", "prompt", "platform"],
      ...["paging", "command", "gate"],
    ]);
    expect(out).toMatch(/^result\tpassed$/m);
    expect(out).toMatch(/^platform\tVyOS$/m);
    expect(exit).toBe(0);
  });

  it("gives one document with --json, and 3 where a run would put the text aside", async () => {
    const configuration = (text: string) => text.replace("host-name", "host-name \u202e");
    const { out, exit } = await testOf({ configuration }, "--json");
    const document = JSON.parse(out);
    expect(document).toMatchObject({ device: { name: "r-1" }, state: "doubtful", error: null });
    expect(document.remedies.length).toBeGreaterThan(0);
    expect(out).not.toContain("canary");
    expect(exit).toBe(3);
  });

  it("waits for whoever talks with the device in the worker (fault 50)", async () => {
    const gate = Promise.withResolvers<void>();
    const made = await withDevice({ holds: () => gate.promise });
    const { ctx, key, device, seen } = made;
    const worker: Context = { ...ctx, actor: workerActor() };
    const shift = await beginShift(worker, { pid: process.pid, host: "test" });
    if (!shift) throw new Error("Another worker holds the lease.");
    const { signal } = new AbortController();
    const means = { key, allowLoopback: true };
    const first = testDevice(worker, { deviceId: device.id, means }, { signal });
    const second = holdfast(made.environment, ["device", "test", "r-1"]);
    await vi.waitFor(async () => {
      expect(await takeQuestions(worker, { owner: shift.owner, means, signal })).toBe(1);
    }, 20_000);
    expect(seen.connections).toBe(1);
    gate.resolve();
    expect((await first).result.state).toBe("passed");
    expect(await second).toMatchObject({ exit: 0, out: expect.stringContaining("passed") });
    expect(seen.connections).toBe(2);
    await shift.end();
    await made.close();
  });
});
