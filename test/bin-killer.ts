import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { isNull } from "drizzle-orm";
import { expect } from "vitest";
import { systemClock } from "#lib/context";
import { tables } from "#lib/db";
import type { Plan } from "#lib/plans/schema";
import { deleteArchive, findArchive, recover, takeBackArchive } from "#lib/runs";
import { listBinned, verifyArchive } from "#lib/vault";
import { planOf, type RunningInstallation, runningInstallation } from "./running.ts";
import { swift } from "./swift.ts";

const script = fileURLToPath(new URL("./killed-bin.ts", import.meta.url));
const why = "room is needed";

/** Chooses at which of so many file operations a process is killed. */
export type Choose = (operations: number) => number[];

/** Kills processes that let an archive go and take it back; each time it is listed or in the bin, whole. */
export async function killOnTheWay(choose: Choose): Promise<void> {
  const { here, runs } = await archives(2);
  const [, run = ""] = runs;
  const toBin = await killAt(here, { step: "delete", run, at: 0 });
  const back = await killAt(here, { step: "take-back", run, at: 0 });
  expect(Math.min(toBin, back)).toBeGreaterThan(2);
  for (const at of choose(toBin)) {
    await killAt(here, { step: "delete", run, at });
    await settled(here);
    if ((await findArchive(here.ctx, run))?.bin) await takeBackArchive(here.ctx, { run });
  }
  await deleteArchive(here.ctx, { run, why });
  for (const at of choose(back)) {
    await killAt(here, { step: "take-back", run, at });
    await settled(here);
    if (!(await findArchive(here.ctx, run))?.bin) await deleteArchive(here.ctx, { run, why });
  }
  await takeBackArchive(here.ctx, { run });
  expect(await settled(here)).toBe(2);
}

/** Kills processes that empty the bin; nothing that another archive needs goes. */
export async function killWhileEmptying(choose: Choose): Promise<void> {
  const { here, plan, runs } = await archives(2);
  const [first = "", second = ""] = runs;
  await deleteArchive(here.ctx, { run: first, why });
  const steps = await killAt(here, { step: "empty", run: "", at: 0 });
  expect(steps).toBeGreaterThan(5);
  for (const at of choose(steps)) {
    const { id } = await here.run(plan);
    await deleteArchive(here.ctx, { run: id, why });
    await killAt(here, { step: "empty", run: "", at });
    await settled(here);
  }
  await killAt(here, { step: "empty", run: "", at: 0 });
  expect(await listBinned({ folder: here.folders.vault })).toEqual([]);
  expect((await findArchive(here.ctx, second))?.letGoAt).toBeNull();
  expect((await here.run(plan)).state).toBe("succeeded");
  expect(await settled(here)).toBe(2);
}

/** An installation on the real clock, with archives of one plan, oldest first. */
async function archives(count: number) {
  const here = await runningInstallation();
  here.ctx.clock = systemClock;
  here.worker.clock = systemClock;
  const plan: Plan = await planOf(here.ctx, here.site, { schedule: { every: "manual" } });
  const runs: string[] = [];
  for (let made = 0; made < count; made += 1) runs.push((await here.run(plan)).id);
  return { here, plan, runs };
}

/** @returns how many file operations there were, where it was not killed */
async function killAt(
  { folders }: RunningInstallation,
  { step, run, at }: { step: string; run: string; at: number },
): Promise<number> {
  const data = path.dirname(folders.database);
  const child = spawn(process.execPath, [...swift, script, data, step, run, String(at)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const gone = once(child, "exit");
  const said = await text(child.stdout);
  const [code, signal] = await gone;
  if (at === 0) expect([code, signal]).toEqual([0, null]);
  else if (code !== 0) expect(signal).toBe("SIGKILL");
  return Number(said);
}

/**
 * After the worker's next look every archive that is not gone reads back whole, and lies where its
 * record says.
 *
 * @returns how many are listed
 */
async function settled({ worker, folders }: RunningInstallation): Promise<number> {
  await recover(worker, "worker");
  const place = { folder: folders.vault };
  const rows = await worker.db
    .select()
    .from(tables.archives)
    .where(isNull(tables.archives.leftBinAt));
  for (const { file, sha256 } of rows) {
    const signal = AbortSignal.timeout(20_000);
    await verifyArchive(place, { file, sha256, signal, moved: () => {} });
  }
  const binned = rows.filter(({ letGoAt }) => letGoAt !== null).map(({ file }) => file);
  expect(await listBinned(place)).toEqual(binned.toSorted());
  return rows.length - binned.length;
}
