import { randomBytes } from "node:crypto";
import { utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import { eq, isNull } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { tables } from "#lib/db";
import type { PlanInput } from "#lib/plans/schema";
import { planOf, runningInstallation } from "../../test/running.ts";
import { checkArchives, findArchive, openDownload, takeBackArchive, tendBin } from "./index.ts";

const hourMs = 3_600_000;
const yearMs = 365 * 24 * hourMs;
const file = "media/media/own.jpg";
const { signal } = new AbortController();
const by = { me: { owner: "", term: 0 }, signal };

/** A plan that keeps two archives, each with noise that only it holds; a file of one size. */
async function hourlyPlan(more: Partial<PlanInput> = {}) {
  const here = await runningInstallation();
  const { ctx, site, worker, clock } = here;
  const folder = path.join(site, "media");
  const sources = [{ kind: "media", config: { path: folder } }] as PlanInput["sources"];
  const rule = { retention: { keepLast: 2 }, brake: "off" } as const;
  const plan = await planOf(ctx, site, { sources, ...rule, ...more });
  const contents = new Map<string, Buffer>();
  const run = async () => {
    clock.advance(hourMs);
    const noise = randomBytes(20_000);
    const at = path.join(folder, "own.jpg");
    await writeFile(at, noise);
    await utimes(at, clock.now(), clock.now()); // the file system has the same clock
    const done = await here.run(plan);
    expect(done, done.error?.sentence).toMatchObject({
      state: "succeeded",
      archive: { good: true },
    });
    contents.set(done.id, noise);
    return done;
  };
  /** Each archive that is not freed, those in the bin too, is whole; gives their runs. */
  const whole = async (): Promise<string[]> => {
    const { damaged } = await checkArchives(ctx, { share: 1, unreadSince: null, ...by });
    expect(damaged).toEqual([]);
    const there = await ctx.db
      .select({ run: tables.archives.runId, letGoAt: tables.archives.letGoAt })
      .from(tables.archives)
      .where(isNull(tables.archives.freedAt));
    for (const { run, letGoAt } of there) {
      if (letGoAt) continue;
      const { open } = await openDownload(ctx, { run, path: file, record: false });
      expect(await buffer(open())).toEqual(contents.get(run));
    }
    return there.map(({ run }) => run);
  };
  const notGood = async (run: string) => {
    const row = eq(tables.archives.runId, run);
    await ctx.db.update(tables.archives).set({ good: false, verifiedAt: null }).where(row);
  };
  const inBin = async (run: string) => (await findArchive(ctx, run))?.letGoAt !== null;
  const tend = () => tendBin(worker, by);
  return { ...here, plan, run, whole, notGood, inBin, tend };
}

describe("a vault whose clock is off by a year (fault 23)", () => {
  it.each([
    ["back", -yearMs, []],
    ["ahead", yearMs, [0]], // the third newest, as ever: the newer two are of times to come
  ])(
    "%s, and right again, loses nothing; each run is good, and retention goes on",
    async (_, off, gone) => {
      const here = await hourlyPlan();
      const runs = [await here.run(), await here.run()];
      const inBin = async () => {
        await here.tend(); // empties the bin where its days are over, and prunes
        expect(await here.whole()).toEqual(runs.map(({ id }) => id));
        const all = await Promise.all(runs.map(({ id }) => here.inBin(id)));
        return all.flatMap((is, index) => (is ? [index] : []));
      };
      here.clock.advance(off);
      runs.push(await here.run(), await here.run());
      expect(await inBin()).toEqual([]);
      here.clock.advance(-off);
      runs.push(await here.run());
      expect(await inBin()).toEqual(gone);
      runs.push(await here.run());
      expect(await inBin()).toEqual(off < 0 ? [0, 1, 2, 3] : [0, 1]);
      await takeBackArchive(here.ctx, { run: runs[0]?.id ?? "" });
      expect(await inBin()).not.toContain(0);
    },
  );

  it("counts only what was read back, whichever is newer", async () => {
    const here = await hourlyPlan();
    const runs = [await here.run(), await here.run()];
    await here.notGood(runs[1]?.id ?? "");
    here.clock.advance(-yearMs);
    runs.push(await here.run());
    await here.notGood(runs[2]?.id ?? "");
    here.clock.advance(yearMs);
    runs.push(await here.run());
    await here.tend();
    expect(await here.whole()).toEqual(runs.map(({ id }) => id));
    for (const { id } of runs) expect(await here.inBin(id)).toBe(false);
  });

  it("reads every file again after its days, not after a year", async () => {
    const here = await hourlyPlan({ readAllDays: 7 });
    await here.run();
    here.clock.advance(yearMs);
    expect((await here.run()).readAll).toBe("due");
    here.clock.advance(-yearMs);
    expect((await here.run()).readAll).toBeNull();
    here.clock.advance(7 * 24 * hourMs);
    expect((await here.run()).readAll).toBe("due");
  });
});
