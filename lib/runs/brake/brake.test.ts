import { randomBytes } from "node:crypto";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changeSettings, listActivity } from "#lib/access";
import { changePlan } from "#lib/plans";
import type { PlanInput } from "#lib/plans/schema";
import {
  acceptArchive,
  brakesOfPlans,
  deleteArchive,
  findArchive,
  keepBrakeOn,
  listArchives,
  listMessages,
  readBin,
  tendBin,
} from "#lib/runs";
import { planOf, runningInstallation } from "../../../test/running.ts";
import { testSeed } from "../../../test/seed.ts";

const files = 40;

/** A plan with five good archives: forty texts, of which one changed between any two. */
async function withHistory(replaced: Partial<PlanInput> = {}) {
  const made = await runningInstallation();
  const { ctx, site, clock } = made;
  const docs = path.join(site, "docs");
  await mkdir(docs);
  await changeSettings(ctx, { binDays: 1 });
  const text = (name: string, version: number) =>
    writeFile(path.join(docs, name), `${name} in version ${version}\n`.repeat(300));
  for (let index = 0; index < files; index++) await text(`letter-${index}.txt`, 0);
  const plan = await planOf(ctx, site, {
    retention: { keepLast: 3 },
    sources: [{ kind: "files", config: { path: docs } }] as PlanInput["sources"],
    ...replaced,
  });
  const run = async () => {
    clock.advance(3_600_000);
    return made.run(plan);
  };
  for (let version = 1; version <= 5; version++) {
    await text("letter-0.txt", version);
    expect((await run()).archive).toMatchObject({ good: true, flag: null });
  }
  const encrypt = async () => {
    for (const name of await readdir(docs))
      await writeFile(path.join(docs, name), randomBytes(7_000));
  };
  const kept = async () =>
    (await listArchives(ctx, { planId: plan.id, limit: 100 })).archives.map(
      ({ run }) => run.number,
    );
  return { ...made, plan, docs, text, run, encrypt, kept };
}

describe("an archive of encrypted files", () => {
  it("is flagged with numbers, and nothing is let go until a person accepts it (fault 37)", async () => {
    const { ctx, plan, run, encrypt, kept } = await withHistory();
    const before = await kept();
    expect(before).toHaveLength(3);
    await encrypt();
    const flagged = await run();
    expect(flagged.state).toBe("warnings");
    expect(flagged.archive).toMatchObject({ good: false, without: [], flag: { accepted: null } });
    const measures = flagged.archive?.flag?.findings.map(({ measure }) => measure);
    expect(measures).toEqual(["changed", "hardened"]);
    const [said] = await listMessages(ctx, { runId: flagged.id, levels: ["warning"], limit: 5 });
    expect(said).toMatchObject({ cause: "archive-unlike", subject: "Archive" });
    expect(said?.sentence).toContain("100 % of files changed, usually 2.5 %");
    expect(flagged.steps.at(-1)).toMatchObject({ name: "Retention", state: "skipped" });
    expect(flagged.steps.at(-1)?.message).toContain("the brake is on");

    const again = await run();
    expect(again.archive).toMatchObject({ good: false, flag: { against: before[0] } });
    expect(await kept()).toEqual([again.number, flagged.number, ...before]);
    expect((await brakesOfPlans(ctx)).get(plan.id)).toMatchObject({
      run: again.number,
      archives: 2,
      held: before[0],
      lastGood: before[0],
    });
    const [held = 0] = before;
    const pinned = await findArchive(ctx, String(held));
    expect(pinned).toMatchObject({ pinnedBy: "Holdfast" });
    expect(pinned?.keptAs).toContain("pinned");
    expect((await findArchive(ctx, flagged.id))?.keptAs).toEqual(["flagged"]);

    await acceptArchive(ctx, { run: again.id, why: "We encrypted the letters ourselves." });
    expect(await brakesOfPlans(ctx)).toEqual(new Map());
    expect(await findArchive(ctx, again.id)).toMatchObject({
      good: true,
      flag: { accepted: { why: "We encrypted the letters ourselves.", by: ctx.actor.name } },
    });
    expect((await findArchive(ctx, String(held)))?.pinnedAt).toBeNull();
    const next = await run();
    expect(next).toMatchObject({ state: "succeeded", archive: { good: true, flag: null } });
    expect(await kept()).toEqual([next.number, again.number, flagged.number]);
    const trail = await listActivity(ctx, { offset: 0, limit: 50 });
    const actions = trail.rows.map(({ action }) => action);
    expect(actions.filter((action) => action === "archive:flag")).toHaveLength(2);
    expect(trail.rows.find(({ action }) => action === "archive:accept")?.after).toMatchObject({
      why: "We encrypted the letters ourselves.",
      archives: 2,
      brake: "off",
    });
  });

  it("keeps the brake on when a person says so, until it is deleted", async () => {
    const { ctx, worker, clock, plan, docs, text, run, encrypt, kept } = await withHistory();
    await encrypt();
    const flagged = await run();
    await expect(keepBrakeOn(ctx, { run: flagged.id, why: " " })).rejects.toThrow(/reason/);
    await keepBrakeOn(ctx, { run: flagged.id, why: "Nobody knows why." });
    const inBin = async () => (await readBin(ctx)).archives;
    const binned = await inBin();
    expect(binned).toBe(2);
    for (let hours = 0; hours < 30; hours += 5) {
      clock.advance(5 * 3_600_000);
      await tendBin(worker, { me: { owner: "", term: 0 }, signal: new AbortController().signal });
    }
    expect(await inBin()).toBe(binned); // their days are over, and they may be what is needed
    expect((await brakesOfPlans(ctx, plan.id)).get(plan.id)?.keptOn).toMatchObject({
      why: "Nobody knows why.",
    });
    for (const name of await readdir(docs)) await text(name, 0);
    const mended = await run();
    expect(mended.archive).toMatchObject({ good: true, flag: null });
    expect(mended.steps.at(-1)?.state).toBe("skipped");
    const [newest] = await kept();
    expect(newest).toBe(mended.number);

    await deleteArchive(ctx, { run: flagged.id, why: "It holds nothing that can be read." });
    expect(await brakesOfPlans(ctx)).toEqual(new Map());
    const next = await run();
    expect(next.steps.at(-1)?.state).toBe("succeeded");
    expect(await kept()).toHaveLength(3); // what the brake had pinned went with the others
    await expect(acceptArchive(ctx, { run: next.id, why: "Fine." })).rejects.toMatchObject({
      causeName: "archive-not-flagged",
    });
  });
});

describe("the brake", () => {
  it("sees files that are gone, as on a disk that is half mounted (fault 37)", async () => {
    const { docs, run } = await withHistory();
    for (let index = 0; index < files / 2; index++) {
      await rm(path.join(docs, `letter-${index}.txt`));
    }
    const { archive } = await run();
    expect(archive?.flag?.sentence).toContain("50 % of files are gone, usually none");
  });

  it("does not judge a source that joined the plan or got other settings", async () => {
    const { ctx, plan, site, docs, run } = await withHistory();
    const more = path.join(site, "more");
    await mkdir(more);
    for (let index = 0; index < 2_000; index++) await writeFile(path.join(more, `${index}`), "x");
    const [source] = plan.sources;
    const sources = [
      { ...source, config: { path: docs, exclude: ["letter-1*"] } },
      { kind: "files", config: { path: more } },
    ] as unknown as PlanInput["sources"];
    const { updatedAt, ...input } = plan;
    await changePlan(ctx, { id: plan.id, updatedAt, input: { ...input, sources } });
    expect((await run()).archive).toMatchObject({ good: true, flag: null });
  });

  it("is not there where the plan has it off", async () => {
    const { run, encrypt } = await withHistory({ brake: "off" });
    await encrypt();
    const done = await run();
    expect(done).toMatchObject({ state: "succeeded", archive: { good: true, flag: null } });
  });

  it("takes no offence at three small files that change all the time", async () => {
    const made = await runningInstallation();
    const { ctx, site, clock } = made;
    const notes = path.join(site, "notes");
    await mkdir(notes);
    const plan = await planOf(ctx, site, {
      sources: [{ kind: "files", config: { path: notes } }] as PlanInput["sources"],
    });
    for (let index = 0; index < 8; index++) {
      clock.advance(3_600_000);
      for (const name of ["a", "b", "c"]) {
        const content = index % 2 === 0 ? randomBytes(3_000 * (index + 1)) : "a word\n".repeat(900);
        await writeFile(path.join(notes, `${name}${index % 3}`), content);
      }
      expect((await made.run(plan)).archive).toMatchObject({ good: true, flag: null });
      if (index % 3 === 2) for (const name of ["a0", "b1"]) await rm(path.join(notes, name));
    }
  });

  it("lets nothing go whatever comes while it is on, and never the last good one (fault 37)", async () => {
    const { ctx, plan, docs, text, run, encrypt, kept } = await withHistory();
    const random = fc.sample(fc.constantFrom("encrypt", "mend", "empty", "accept", "delete"), {
      seed: testSeed(),
      numRuns: 9,
    });
    for (const [index, step] of random.entries()) {
      const flagged = (await brakesOfPlans(ctx)).get(plan.id)?.run;
      const asked = { run: String(flagged), why: "A test says so." };
      if (step === "encrypt") await encrypt();
      if (step === "mend") for (const name of await readdir(docs)) await text(name, index);
      if (step === "empty") await rm(path.join(docs, `letter-${index}.txt`));
      if (step === "accept" && flagged) await acceptArchive(ctx, asked);
      if (step === "delete" && flagged) await deleteArchive(ctx, asked);
      const [before, was] = [await kept(), (await brakesOfPlans(ctx)).has(plan.id)];
      const done = await run();
      const isOn = (await brakesOfPlans(ctx)).get(plan.id);
      if (was || isOn) expect(await kept()).toEqual([done.number, ...before]);
      if (isOn) expect(await kept()).toContain(isOn.lastGood);
    }
  });
});
