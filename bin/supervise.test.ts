import { readFile, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { openInstallation, systemActor } from "#lib/access";
import { type Context, systemClock } from "#lib/context";
import { closeDatabase } from "#lib/db";
import { silentLog } from "#lib/log";
import { createPlan } from "#lib/plans";
import { findRun, requestRun } from "#lib/runs";
import { browser } from "../test/browser.ts";
import { temporaryFolder } from "../test/installation.ts";
import { isGone, type Supervised, startSupervised } from "../test/supervised.ts";
import { until } from "../test/worker-process.ts";

vi.setConfig({ testTimeout: 120_000 });

/** Longer than any test waits for a run that reads it, and no bytes on the disk. */
const longBytes = 200_000_000_000;

async function started(environment: Record<string, string> = {}): Promise<Supervised> {
  const here = await startSupervised(path.join(await temporaryFolder(), "dä ta"), environment);
  onTestFinished(async () => {
    here.signal("SIGKILL");
    await here.ended;
  });
  await here.origin();
  return here;
}

/** A run that would take many minutes and has begun to read. */
async function longRun({ folders }: Supervised): Promise<{ ctx: Context; runId: string }> {
  const environment = { HOLDFAST_DATA: folders.data };
  const { db } = await openInstallation({ environment, clock: systemClock, begin: false });
  onTestFinished(() => closeDatabase(db));
  const ctx: Context = { actor: systemActor(), db, clock: systemClock, log: silentLog };
  const folder = await temporaryFolder();
  await writeFile(path.join(folder, "long"), "");
  await truncate(path.join(folder, "long"), longBytes);
  const plan = await createPlan(ctx, {
    name: "long",
    type: "full",
    schedule: { every: "manual" },
    timeZone: "UTC",
    retention: {},
    sources: [{ kind: "media", config: { path: folder } }],
  });
  const { id: runId } = await requestRun(ctx, { planId: plan.id });
  const reads = async () => ((await findRun(ctx, runId))?.progress?.bytesDone ?? 0) > 0;
  await until(reads, "the run reads");
  return { ctx, runId };
}

it("web and worker end by themselves when their supervisor is killed, and the run is interrupted", async () => {
  const here = await started();
  const { web, worker } = await here.parts();
  const { ctx, runId } = await longRun(here);
  here.signal("SIGKILL");
  await until(async () => isGone(web) && isGone(worker), "both are gone");
  const run = await findRun(ctx, runId);
  expect([run?.state, run?.error?.cause]).toEqual(["interrupted", "interrupted"]);
});

it("a second Ctrl-C ends everything at once, also what does not listen", async () => {
  const here = await started();
  const { web, worker } = await here.parts();
  process.kill(worker, "SIGSTOP");
  let ended = false;
  void here.ended.then(() => {
    ended = true;
  });
  here.signal("SIGINT");
  await until(async () => isGone(web), "the web process ended");
  await until(async () => {
    here.signal("SIGINT");
    return ended;
  }, "all ended");
  expect(isGone(worker)).toBe(true);
  const log = await readFile(path.join(here.folders.logs, "supervisor.log"), "utf8");
  expect(log).not.toContain("did not end in time");
});

it("with a wrong key, a locked page says why, no worker is started, and the exit code is 12", async () => {
  const data = path.join(await temporaryFolder(), "data");
  const environment = { HOLDFAST_DATA: data };
  const { db } = await openInstallation({ environment, clock: systemClock, begin: true });
  closeDatabase(db);
  const here = await started({
    HOLDFAST_DATA: data,
    HOLDFAST_KEY: Buffer.alloc(32, 7).toString("base64"),
  });
  const { status, text } = await browser(await here.origin()).ask("/plans");
  expect([status, JSON.parse(text).error.cause]).toEqual([503, "key-wrong"]);
  here.signal("SIGTERM");
  expect(await here.ended).toBe(12);
  const { out, err } = here.output();
  const sentence = "The key from HOLDFAST_KEY does not open this installation.";
  expect(`${out}${err}`.split(sentence)).toHaveLength(2);
  const log = await readFile(path.join(data, "logs", "supervisor.log"), "utf8");
  expect(log.match(/"event":"\w+ started"/g)).toEqual(['"event":"web started"']);
});
