import { randomBytes } from "node:crypto";
import { rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { tables } from "#lib/db";
import { planOf, type RunningInstallation, runningInstallation } from "../../../test/running.ts";
import {
  askScrub,
  cancelRun,
  readScrub,
  requestRun,
  scrubCoverage,
  scrubWhenAsked,
  scrubWhenDue,
  storageUse,
} from "../index.ts";

const job = { me: { owner: "", term: 0 }, signal: new AbortController().signal };

let here: RunningInstallation;
beforeEach(async () => {
  here = await runningInstallation();
});

async function keptTwice() {
  const plan = await planOf(here.ctx, here.site);
  for (let round = 0; round < 2; round++) {
    await writeFile(path.join(here.site, "media", "noise.jpg"), randomBytes(50_000));
    await here.run(plan);
  }
  return plan;
}

describe("a check that somebody asks for", () => {
  it("reads the whole vault once, is recorded, and asking twice asks once", async () => {
    await keptTwice();
    await scrubWhenDue(here.worker, job);
    expect(await scrubWhenAsked(here.worker, job)).toBeNull();
    here.clock.advance(60_000);
    expect(await askScrub(here.ctx)).toBe(true);
    expect(await askScrub(here.ctx)).toBe(false);
    expect((await readScrub(here.ctx)).asked).toMatchObject({
      askedBy: here.ctx.actor.name,
      isUnderWay: false,
    });
    const { activity } = tables;
    const lines = here.ctx.db
      .select()
      .from(activity)
      .where(eq(activity.action, "archive:ask-check"));
    expect(await lines).toHaveLength(1);
    const check = await scrubWhenAsked(here.worker, job);
    expect(check?.read).toMatchObject({ packs: check?.packs, bytes: check?.bytes });
    const { asked, last } = await readScrub(here.ctx);
    expect(asked).toBeNull();
    expect(last).toMatchObject({ isDone: true, readBytes: check?.bytes });
    expect(await scrubWhenAsked(here.worker, job)).toBeNull();
  });

  it("waits while a run is open, and the rolling check leaves it the reading", async () => {
    const plan = await keptTwice();
    await askScrub(here.ctx);
    expect(await scrubWhenDue(here.worker, job)).toBeNull();
    const { id } = await requestRun(here.ctx, { planId: plan.id });
    expect(await scrubWhenAsked(here.worker, job)).toBeNull();
    await cancelRun(here.ctx, { runId: id });
    expect(await scrubWhenAsked(here.worker, job)).not.toBeNull();
  });

  it("is given up with a reason where the vault is not there, until one goes through", async () => {
    await keptTwice();
    await askScrub(here.ctx);
    const away = `${here.folders.vault}-away`;
    await rename(here.folders.vault, away);
    await expect(scrubWhenAsked(here.worker, job)).rejects.toThrow();
    const { asked, failed } = await readScrub(here.ctx);
    expect(asked).toBeNull();
    expect(failed?.sentence).toMatch(/vault/);
    await rename(away, here.folders.vault);
    await askScrub(here.ctx);
    await scrubWhenAsked(here.worker, job);
    expect((await readScrub(here.ctx)).failed).toBeNull();
  });

  it("is refused to who may not ask", async () => {
    const visitor = { ...here.ctx, actor: { ...here.ctx.actor, kind: "visitor" as const } };
    await expect(askScrub(visitor)).rejects.toThrow();
  });
});

describe("what was read whole within the days", () => {
  it("counts what runs wrote, fades with the days, and comes back with a check", async () => {
    await keptTwice();
    const { archiveBytes } = await storageUse(here.ctx);
    const share = async () => (await scrubCoverage(here.ctx, archiveBytes)).share;
    expect(await share()).toBeGreaterThan(0.9);
    here.clock.advance(31 * 86_400_000);
    expect(await share()).toBe(0);
    await askScrub(here.ctx);
    await scrubWhenAsked(here.worker, job);
    expect(await share()).toBeGreaterThan(0.9);
    const { reads } = await scrubCoverage(here.ctx, archiveBytes);
    expect(reads).toMatchObject([{ damaged: 0, bytes: expect.any(Number) }]);
    expect((await scrubCoverage(here.ctx, 0)).share).toBeNull();
  });
});
