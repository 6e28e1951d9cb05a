import { expect, it } from "vitest";
import { archive } from "../../test/disk/life.ts";
import { livesWithPowerCuts } from "../../test/disk/power-cuts.ts";
import { type Step, systemError, watching } from "../../test/disk/watched-disk.ts";
import { randomFrom, testSeed } from "../../test/seed.ts";
import { filesIn, newVault } from "../../test/vault.ts";

it("the power may fail at any step: what was kept is whole, the rest never was (fault 3)", async () => {
  const { steps, states } = await livesWithPowerCuts(randomFrom(testSeed()), { states: 6 });
  expect(steps).toBeGreaterThan(100);
  expect(states).toBe(6);
}, 300_000);

it("an archive counts on a pack of a writer that died only once its name is synced (fault 3)", async () => {
  const place = await newVault();
  const isShard = ({ kind, file }: Step) =>
    kind === "sync folder" && /packs.[0-9a-f]{2}$/.test(file);
  const before = (step: Step) => (isShard(step) ? { error: systemError("EIO", step) } : null);
  const first = watching(place.folder, { before }, () => archive(place, { plan: 1, round: 1 }));
  await expect(first).rejects.toMatchObject({ causeName: "disk-error" });
  expect(await filesIn(place, "packs")).toHaveLength(1);
  const steps: Step[] = [];
  const after = (step: Step) => void steps.push(step);
  const kept = await watching(place.folder, { after }, () => archive(place, { plan: 1, round: 1 }));
  expect(kept.newBytes).toBe(0);
  const synced = steps.findIndex(isShard);
  const shown = steps.findIndex((step) => step.kind === "rename" && step.to.endsWith(".holdfast"));
  expect(synced).toBeGreaterThanOrEqual(0);
  expect(shown).toBeGreaterThan(synced);
});
