import { randomBytes } from "node:crypto";
import { rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { inArray } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { changeSettings } from "#lib/access";
import { tables } from "#lib/db";
import { listBinned } from "#lib/vault";
import { failureOf } from "../../../test/failing.ts";
import { planOf, type RunningInstallation, runningInstallation } from "../../../test/running.ts";
import {
  checkArchives,
  deleteArchive,
  emptyBin,
  findArchive,
  listArchiveFolder,
  listArchives,
  readBin,
  storageUse,
  takeBackArchive,
  tendBin,
  vaultStats,
} from "../index.ts";

const { signal } = new AbortController();
const by = { me: { owner: "", term: 0 }, signal };
const hourMs = 3_600_000;
const why = "room is needed";
const noiseBytes = 300_000;

let here: RunningInstallation;
beforeEach(async () => {
  here = await runningInstallation();
});

/** An archive with noise that no other has. */
async function noisyRun(plan: Parameters<RunningInstallation["run"]>[0]) {
  await writeFile(path.join(here.site, "media", "noise.jpg"), randomBytes(noiseBytes));
  return here.run(plan);
}

/** The worker looks after the bin all the while. */
async function wait(days: number): Promise<number> {
  let left = 0;
  for (let hours = 0; hours < days * 24; hours += 4) {
    here.clock.advance(4 * hourMs);
    left += (await tendBin(here.worker, by)).left;
  }
  return left;
}

const lying = () => listBinned({ folder: here.folders.vault });

describe("the bin", () => {
  it("holds what was let go, out of sight and of every count, until it is taken back", async () => {
    const plan = await planOf(here.ctx, here.site);
    const first = await noisyRun(plan);
    await noisyRun(plan);
    await deleteArchive(here.ctx, { run: first.id, why });
    expect((await listArchives(here.ctx, { limit: 9 })).total).toBe(1);
    expect((await listArchives(here.ctx, { state: "good", limit: 9 })).total).toBe(1);
    expect((await listArchives(here.ctx, { state: "let-go", limit: 9 })).total).toBe(0);
    const { archives } = await listArchives(here.ctx, { state: "bin", limit: 9 });
    expect(archives).toMatchObject([
      { letGoBecause: `${here.ctx.actor.name}: ${why}`, bin: { until: expect.any(Date) } },
    ]);
    expect(await lying()).toHaveLength(1);
    const asked = { run: first.id, folder: "", offset: 0, limit: 9 };
    expect(await failureOf(() => listArchiveFolder(here.ctx, asked))).toMatch(/^archive-in-bin/);
    expect(await failureOf(() => deleteArchive(here.ctx, { run: first.id, why }))).toMatch(
      /^archive-in-bin/,
    );
    await takeBackArchive(here.ctx, { run: first.id, pin: true });
    expect(await lying()).toEqual([]);
    expect((await listArchives(here.ctx, { state: "good", limit: 9 })).total).toBe(2);
    expect(await findArchive(here.ctx, first.id)).toMatchObject({
      bin: null,
      keptAs: ["everything kept", "pinned"],
    });
    expect((await listArchiveFolder(here.ctx, asked)).total).toBeGreaterThan(0);
    expect(await failureOf(() => takeBackArchive(here.ctx, { run: first.id }))).toMatch(
      /^archive-not-in-bin/,
    );
  });

  it("lets go of what has waited its days, and says what that frees before and after", async () => {
    const plan = await planOf(here.ctx, here.site, { retention: { keepLast: 1 } });
    const first = await noisyRun(plan);
    await noisyRun(plan);
    const { bytes } = await checkArchives(here.ctx, { share: 0, unreadSince: null, ...by });
    const bin = await readBin(here.ctx);
    expect(bin).toMatchObject({ days: 7, archives: 1, byPlan: [{ archives: 1 }] });
    expect(bin.freesBytes).toBeGreaterThan(noiseBytes);
    expect(bin.freesBytes).toBeLessThan(noiseBytes + 20_000);
    expect((await storageUse(here.ctx)).bin).toEqual(bin);
    expect((await vaultStats(here.ctx, signal)).bin).toEqual(bin);
    expect(await wait(6)).toBe(0);
    expect(await wait(1.5)).toBe(1);
    expect(await lying()).toEqual([]);
    expect(await failureOf(() => takeBackArchive(here.ctx, { run: first.id }))).toMatch(
      /^archive-let-go/,
    );
    const after = await checkArchives(here.ctx, { share: 1, unreadSince: null, ...by });
    expect(after.damaged).toEqual([]);
    expect(bytes - after.bytes).toBeGreaterThan(noiseBytes);
    expect(await readBin(here.ctx)).toMatchObject({ archives: 0, freesBytes: 0 });
  });

  it("counts what archives share for the one that leaves last", async () => {
    const plan = await planOf(here.ctx, here.site);
    const first = await noisyRun(plan);
    const second = await here.run(plan); // the same noise
    await noisyRun(plan);
    await deleteArchive(here.ctx, { run: second.id, why });
    here.clock.advance(hourMs);
    await deleteArchive(here.ctx, { run: first.id, why });
    await tendBin(here.worker, by);
    const frees = async (run: string) => (await findArchive(here.ctx, run))?.bin?.freesBytes ?? -1;
    expect(await frees(second.id)).toBeLessThan(20_000);
    expect(await frees(first.id)).toBeGreaterThan(noiseBytes);
    const { freesBytes } = await readBin(here.ctx);
    expect(freesBytes).toBe((await frees(first.id)) + (await frees(second.id)));
  });

  it("is emptied at once by a person, and then nothing can be taken back", async () => {
    const plan = await planOf(here.ctx, here.site);
    const first = await noisyRun(plan);
    await noisyRun(plan);
    await deleteArchive(here.ctx, { run: first.id, why });
    const emptied = await emptyBin(here.ctx, signal);
    expect(emptied).toMatchObject({ archives: 1, waiting: 0 });
    expect(emptied.freedBytes).toBeGreaterThan(noiseBytes);
    expect(await lying()).toEqual([]);
    expect(await failureOf(() => takeBackArchive(here.ctx, { run: first.id }))).toMatch(
      /^archive-let-go/,
    );
    const actions = ["archive:delete", "archive:take-back", "archive:empty-bin"] as const;
    const { activity } = tables;
    const lines = await here.ctx.db
      .select()
      .from(activity)
      .where(inArray(activity.action, actions));
    expect(lines.map(({ action }) => action)).toEqual(["archive:delete", "archive:empty-bin"]);
    expect(lines[1]?.after).toEqual({ archives: 1, named: ["site, run 1"] });
  });

  it("holds nothing where no waiting is set: space is freed at once", async () => {
    await changeSettings(here.ctx, { binDays: 0 });
    const plan = await planOf(here.ctx, here.site, { retention: { keepLast: 1 } });
    await noisyRun(plan);
    const { steps } = await noisyRun(plan);
    const retention = steps.find(({ kind }) => kind === "retention");
    expect(retention?.message).toMatch(/^1 archive was let go; .* freed\.$/);
    expect((await readBin(here.ctx)).archives).toBe(0);
    expect((await listArchives(here.ctx, { state: "let-go", limit: 9 })).total).toBe(1);
  });

  it("is not emptied by a clock that was set ahead, nor while nobody looked after it (fault 23)", async () => {
    const plan = await planOf(here.ctx, here.site);
    const first = await noisyRun(plan);
    await noisyRun(plan);
    await deleteArchive(here.ctx, { run: first.id, why });
    await tendBin(here.worker, by);
    here.clock.advance(365 * 24 * hourMs);
    expect((await tendBin(here.worker, by)).left).toBe(0);
    expect(await wait(5)).toBe(0);
    here.clock.advance(-360 * 24 * hourMs);
    expect((await tendBin(here.worker, by)).left).toBe(0);
    expect(await wait(7.5)).toBe(1);
  });
});

describe("pruning", () => {
  it("is made up for after a run that stored blocks and kept no archive (fault 1)", async () => {
    const plan = await planOf(here.ctx, here.site);
    const inTheWay = path.join(here.folders.vault, "archives", plan.id);
    await symlink(path.join(here.site, "nowhere"), inTheWay);
    expect((await noisyRun(plan)).state).toBe("failed");
    await rm(inTheWay);
    const { pruned } = await tendBin(here.worker, by);
    expect(pruned?.freedBytes).toBeGreaterThan(noiseBytes);
    expect((await tendBin(here.worker, by)).pruned).toBeNull();
  });
});
