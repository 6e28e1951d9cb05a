import { expect, it } from "vitest";
import { AilingVault } from "../../test/disk/failing-steps.ts";

it("a disk that is full from any step on is named, and can be emptied (fault 6)", async () => {
  const vault = await AilingVault.new();
  for (let step = 0; step < vault.steps; step++) {
    const { causes } = await vault.failAt(step, "ENOSPC");
    expect(["disk-full"], `step ${step}`).toEqual(expect.arrayContaining(causes));
  }
  expect(vault.steps).toBeGreaterThan(100);
}, 3_600_000);

it("a disk that fails at any one step is named or done without (fault 5)", async () => {
  const vault = await AilingVault.new();
  for (let step = 0; step < vault.steps; step++) {
    const { causes } = await vault.failAt(step, "EIO");
    expect(["disk-error"], `step ${step}`).toEqual(expect.arrayContaining(causes));
  }
  expect(vault.steps).toBeGreaterThan(100);
}, 3_600_000);
