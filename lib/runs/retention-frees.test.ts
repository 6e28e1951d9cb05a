import { randomBytes } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, it, vi } from "vitest";
import { changeSettings } from "#lib/access";
import { changePlan } from "#lib/plans";
import type { PlanInput } from "#lib/plans/schema";
import {
  askRetentionFrees,
  type FreesAnswer,
  pinArchive,
  previewRetention,
  readAnswer,
  takeQuestions,
  vaultStats,
} from "#lib/runs";
import { testMeans } from "../../test/run-once.ts";
import { planOf, runningInstallation } from "../../test/running.ts";

const noiseBytes = 200_000;

/** Six archives of one plan, each with noise that only it holds beside what all share. */
async function sixArchives() {
  const here = await runningInstallation();
  const { ctx, site, worker, clock } = here;
  const folder = path.join(site, "data");
  await mkdir(folder);
  await writeFile(path.join(folder, "shared"), randomBytes(3 * noiseBytes));
  await changeSettings(ctx, { binDays: 0 });
  const sources = [{ kind: "files", config: { path: folder } }] as PlanInput["sources"];
  const plan = await planOf(ctx, site, { sources, brake: "off" });
  const run = async () => {
    clock.advance(3_600_000);
    await writeFile(path.join(folder, "own"), randomBytes(noiseBytes));
    return here.run(plan);
  };
  const runs = [];
  for (let index = 0; index < 6; index++) runs.push(await run());
  const signal = new AbortController().signal;
  const take = () => takeQuestions(worker, { owner: "", means: testMeans, signal });
  const question = (keepLast: number) => ({
    planId: plan.id,
    retention: { keepLast },
    timeZone: "UTC",
    nextAt: null,
  });
  const answerTo = async ({ requestId }: { requestId: string }): Promise<FreesAnswer> => {
    const answer = await vi.waitUntil(() => readAnswer(ctx, { requestId }), { timeout: 25_000 });
    return answer as FreesAnswer;
  };
  const frees = async (keepLast: number) => {
    const asked = await askRetentionFrees(ctx, question(keepLast));
    await take();
    const answer = await answerTo(asked);
    return answer.kind === "retention-frees" ? answer.bytes : null;
  };
  return { ...here, plan, runs, run, question, take, answerTo, frees };
}

it("what a rule frees is what pruning frees then, and what archives share is not", async () => {
  const { ctx, plan, runs, run, frees, question } = await sixArchives();
  const counted = (await frees(2)) ?? 0;
  // Of the four that go, the first lies in the pack that the shared bytes keep.
  expect(counted).toBeGreaterThan(3 * noiseBytes);
  expect(counted).toBeLessThan(3.2 * noiseBytes);
  expect(await frees(6)).toBe(0);
  expect((await frees(5)) ?? 0).toBeLessThan(1.1 * noiseBytes);

  await pinArchive(ctx, { run: runs[0]?.id ?? "" });
  expect((await previewRetention(ctx, question(2))).letGoCount).toBe(3);
  expect((await frees(2)) ?? 0).toBeLessThan(3.2 * noiseBytes);

  const { signal } = new AbortController();
  const before = (await vaultStats(ctx, signal)).storedBytes;
  const { updatedAt, ...input } = plan;
  await changePlan(ctx, {
    id: plan.id,
    updatedAt,
    input: { ...input, retention: { keepLast: 3 } },
  });
  const predicted = (await frees(2)) ?? 0; // of the six: the next run makes one more
  const done = await run();
  const grew = done.archive?.storedBytes ?? 0;
  const freed = before + grew - (await vaultStats(ctx, signal)).storedBytes;
  // Beside the blocks a pack has a head, and a line for each block.
  expect(Math.abs(freed - predicted)).toBeLessThan(4_000);
});

it("a later question about the same plan ends an earlier one", async () => {
  const { ctx, question, take, answerTo } = await sixArchives();
  const first = await askRetentionFrees(ctx, question(3));
  const second = await askRetentionFrees(ctx, question(4));
  await take();
  const answers = await Promise.all([answerTo(first), answerTo(second)]);
  expect(answers.map(({ kind }) => kind)).toEqual(["failure", "retention-frees"]);
});
