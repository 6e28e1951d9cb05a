import { randomBytes } from "node:crypto";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { eq, gt, inArray } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { changeSettings } from "#lib/access";
import { tables } from "#lib/db";
import { lastEventId } from "#lib/events";
import { planOf, type RunningInstallation, runningInstallation } from "../../../test/running.ts";
import {
  type CheckedArchive,
  checkArchives,
  deleteArchive,
  emptyBin,
  findArchive,
  listArchives,
  readAltered,
  readScrub,
  requestRun,
  scrubWhenDue,
  vaultStats,
} from "../index.ts";

const me = { owner: "", term: 0 };
const { signal } = new AbortController();
const order = { share: 1, unreadSince: null, me, signal };

let here: RunningInstallation;
beforeEach(async () => {
  here = await runningInstallation();
});

const picture = randomBytes(50_000);

/** A site with a picture that cannot be compressed, backed up once. */
async function keptSite() {
  await writeFile(path.join(here.site, "media", "noise.jpg"), picture);
  const plan = await planOf(here.ctx, here.site);
  return { plan, first: await here.run(plan) };
}

/** Flips a bit in the pack that holds the picture. */
async function flip(): Promise<void> {
  const folder = path.join(here.folders.vault, "packs");
  for (const name of await readdir(folder, { recursive: true })) {
    if (!name.endsWith(".pack")) continue;
    const file = path.join(folder, name);
    const bytes = await readFile(file);
    const at = bytes.indexOf(picture.subarray(0, 64));
    if (at < 0) continue;
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    await writeFile(file, bytes);
    return;
  }
  throw new Error("No pack holds the picture.");
}

async function eventsSince(id: number, kinds: string[]) {
  const rows = await here.ctx.db.select().from(tables.events).where(gt(tables.events.id, id));
  return rows.map(({ kind }) => kind).filter((kind) => kinds.includes(kind));
}

const kinds = ["archive.damaged", "archive.healed", "vault.checked"];

describe("checking the vault", () => {
  it("names archive and path of a flipped byte; the next run heals it, and that is told (fault 8)", async () => {
    const { plan, first } = await keptSite();
    expect((await checkArchives(here.ctx, order)).damaged).toEqual([]);
    await flip();
    const before = await lastEventId(here.ctx.db);
    const check = await checkArchives(here.ctx, order);
    const touched: Partial<CheckedArchive> = { run: first.number, plan: "site", entries: 1 };
    expect(check.damaged).toMatchObject([{ ...touched, paths: ["media/media/noise.jpg"] }]);
    expect((await listArchives(here.ctx, { state: "damaged", limit: 1 })).total).toBe(1);
    const { damaged } = (await findArchive(here.ctx, first.id)) ?? {};
    expect(damaged).toMatch(
      /^1 entry cannot be read \(media\/media\/noise\.jpg\): block .* is missing$/,
    );
    expect(await eventsSince(before, kinds)).toEqual(["archive.damaged", "vault.checked"]);

    const second = await here.run(plan);
    expect(second.state).toBe("succeeded");
    const verify = second.steps.find(({ name }) => name === "Verify");
    expect(verify?.message).toMatch(/1 damaged archive is whole again by it\.$/);
    expect((await findArchive(here.ctx, first.id))?.damaged).toBeNull();
    expect(await eventsSince(before, kinds)).toContain("archive.healed");
    const clean = await checkArchives(here.ctx, order);
    expect(clean).toMatchObject({ damaged: [], damagedPacks: [], healed: [] });
    expect(clean.read).toMatchObject({ packs: clean.packs, bytes: clean.bytes });
  });

  it("names what was let go and was put back, and a list that was altered (fault 10)", async () => {
    const { plan, first } = await keptSite();
    await here.run(plan);
    const row = await here.ctx.db
      .select()
      .from(tables.archives)
      .where(eq(tables.archives.runId, first.id))
      .get();
    const file = path.join(here.folders.vault, row?.file ?? "");
    const manifest = await readFile(file);
    await deleteArchive(here.ctx, { run: first.id, why: "not needed" });
    await emptyBin(here.ctx, signal);
    expect((await checkArchives(here.ctx, order)).altered).toEqual([]);
    expect(await readAltered(here.ctx)).toEqual([]);
    await writeFile(file, manifest);
    const before = await lastEventId(here.ctx.db);
    const again = `${row?.file} was let go and lies there again`;
    expect((await checkArchives(here.ctx, order)).altered).toEqual([
      { planId: plan.id, plan: "site", detail: again },
    ]);
    expect(await eventsSince(before, kinds)).toEqual(["archive.damaged", "vault.checked"]);
    await rm(file);
    await checkArchives(here.worker, order);
    expect(await eventsSince(before, kinds)).toContain("archive.healed");
    expect(await readAltered(here.ctx)).toEqual([]);
    await rm(path.join(here.folders.vault, "digests", `${plan.id}.txt`));
    const lost = "its list of digests: it is missing";
    const expected = [{ planId: plan.id, plan: "site", detail: lost }];
    expect((await checkArchives(here.worker, order)).altered).toEqual(expected);
    expect(await readAltered(here.ctx)).toEqual(expected);
  });

  it("is audited where a person asked, or something was found", async () => {
    await keptSite();
    const { activity } = tables;
    const checks = () =>
      here.ctx.db
        .select()
        .from(activity)
        .where(inArray(activity.action, ["archive:check"]));
    await checkArchives(here.worker, order);
    expect(await checks()).toEqual([]);
    await checkArchives(here.ctx, order);
    await flip();
    await checkArchives(here.worker, order);
    const lines = await checks();
    expect(lines.map(({ actorName }) => actorName)).toEqual([
      here.ctx.actor.name,
      here.worker.actor.name,
    ]);
    expect(lines[1]?.after).toMatchObject({ damaged: ["site, run 1"] });
  });
});

describe("the rolling check", () => {
  it("reads everything within its days, once a day, and never beside an open run", async () => {
    const { plan } = await keptSite();
    const job = { me, signal };
    expect((await scrubWhenDue(here.worker, job))?.read.packs).toBe(1);
    expect(await scrubWhenDue(here.worker, job)).toBeNull();
    const { last, nextAt, days } = await readScrub(here.ctx);
    expect(last).toMatchObject({ isDone: true, damaged: 0 });
    expect(days).toBe(30);
    await changeSettings(here.ctx, { scrubDays: 7 });
    expect((await readScrub(here.ctx)).days).toBe(7);
    here.clock.advance(86_400_000);
    expect(nextAt).not.toBeNull();
    await requestRun(here.ctx, { planId: plan.id });
    expect(await scrubWhenDue(here.worker, job)).toBeNull();
    expect((await readScrub(here.ctx)).nextAt).toBeNull();
  });
});

describe("what the vault holds", () => {
  it("is counted, with what pruning would free", async () => {
    const { plan } = await keptSite();
    await here.run(plan);
    const stats = await vaultStats(here.ctx, signal);
    expect(stats).toMatchObject({ archives: 2, prunableBytes: 0 });
    expect(stats.dedupRatio).toBeGreaterThan(1.5);
    expect(stats.runs.map(({ newBytes }) => newBytes > 0)).toEqual([false, true]);
  });
});
