import { describe, expect, it } from "vitest";
import { write } from "#lib/db";
import { createPlan, enablePlan } from "#lib/plans";
import { writeSetting } from "#lib/settings";
import { installation } from "../../../test/installation.ts";
import { planInput } from "../../../test/plans.ts";
import { storedArchive, storedRun } from "../../../test/stored-run.ts";
import { readProtection } from "../read.ts";
import { signsOfCopies } from "./copies.ts";
import { signsOfRuns } from "./runs.ts";
import { signsOfVault } from "./vault.ts";

const quiet = { brakes: [], fullInDays: null };

describe("what is looked for", () => {
  it("names a plan without a good copy once, with its last copy, the reason and the next step", async () => {
    const { ctx, clock } = await installation("2026-03-10T12:00:00Z");
    const media = { kind: "media" as const, config: { path: "/srv/media" } };
    const input = planInput();
    const plan = await createPlan(ctx, { ...input, sources: [...input.sources, media] });
    const look = async () => signsOfCopies(ctx, await readProtection(ctx));
    expect(await look()).toEqual([]); // its first run has yet to come
    clock.advance(50 * 3_600_000);
    expect(await look()).toEqual([
      expect.objectContaining({
        key: `no-good-copy plan ${plan.id}`,
        kind: "no-good-copy",
        severity: "failure",
        subjects: ["app.db", "media"],
        consequence: "There is no good copy. It has not been backed up yet.",
        next: { words: "Open the plan", path: `/plans/${plan.id}` },
      }),
    ]);
    const run = await storedRun(ctx, plan, { state: "succeeded" });
    await storedArchive(ctx, plan, { runId: run.id });
    expect(await look()).toEqual([]);
    clock.advance(3 * 86_400_000);
    const [sign] = await look();
    expect(sign).toMatchObject({
      severity: "warning",
      consequence:
        "The last good copy is of 12 Mar 2026, 14:00 UTC. No run has finished in time since the last good copy.",
      next: { words: `Review run ${run.number}`, path: `/runs/${run.number}` },
    });
    await enablePlan(ctx, { id: plan.id, enabled: false });
    expect(await look()).toEqual([]);
  });

  it("counts the runs of a plan that failed in a row, a cancelled one aside", async () => {
    const { ctx } = await installation();
    const plan = await createPlan(ctx, planInput());
    for (const state of ["succeeded", "failed", "cancelled", "interrupted"] as const) {
      await storedRun(ctx, plan, { state });
    }
    expect(await signsOfRuns(ctx)).toEqual([
      expect.objectContaining({ kind: "runs-failed", measure: 2, subjects: ["nightly"] }),
    ]);
    await storedRun(ctx, plan, { state: "warnings", warningCount: 3 });
    expect(await signsOfRuns(ctx)).toEqual([
      expect.objectContaining({ kind: "runs-warned", severity: "warning", measure: 1 }),
    ]);
    await storedRun(ctx, plan, { state: "succeeded" });
    expect(await signsOfRuns(ctx)).toEqual([]);
  });

  it("names what is damaged, braked, or about to be full", async () => {
    const { ctx } = await installation();
    const plan = await createPlan(ctx, planInput());
    expect(await signsOfVault(ctx, quiet)).toEqual([]);
    const run = await storedRun(ctx, plan, { state: "succeeded" });
    await storedArchive(ctx, plan, { runId: run.id, damaged: "one block" });
    const brakes = [{ planId: plan.id, run: run.number, sentence: "half of its files changed" }];
    const signs = await signsOfVault(ctx, { brakes, fullInDays: 2 });
    expect(signs.map(({ kind, severity, title }) => `${kind} ${severity}: ${title}`)).toEqual([
      "damage failure: 1 archive cannot be read back whole",
      "brake failure: nightly: the brake is on",
      "disk failure: The vault’s disk is full in 2 days",
    ]);
    expect(signs[0]?.next.path).toBe(`/archives/${run.number}`);
  });

  it("tells once of all plans whose history somebody altered", async () => {
    const { ctx } = await installation();
    const found = (plan: string) => ({ planId: plan, plan, detail: "its list of digests: cut" });
    const altered = [found("nightly"), found("nightly"), found("hourly")];
    const remember = (value: typeof altered) =>
      write(ctx.db, (tx) => writeSetting(tx, "alteredHistories", { value, at: ctx.clock.now() }));
    await remember(altered);
    const [sign, ...others] = await signsOfVault(ctx, quiet);
    expect(others).toEqual([]);
    expect(sign).toMatchObject({ kind: "damage", severity: "failure", next: { path: "/storage" } });
    expect(sign?.title).toBe("The history of 2 plans was altered in the vault");
    expect(sign?.subjects).toEqual(["nightly", "hourly"]);
    await remember([]);
    expect(await signsOfVault(ctx, quiet)).toEqual([]);
  });
});
