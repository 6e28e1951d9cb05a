import { describe, expect, it } from "vitest";
import { AilingVault } from "../../test/disk/failing-steps.ts";
import { randomFrom, testSeed } from "../../test/seed.ts";

const random = randomFrom(testSeed());
const points = 3;

describe("a disk that fails at any step", () => {
  it("is full: named, nothing lost, and it can be emptied (fault 6)", async () => {
    const vault = await AilingVault.new();
    expect((await vault.failAt(0, "ENOSPC")).causes).toContain("disk-full");
    for (let point = 1; point < points; point++) {
      const { causes } = await vault.failAt(Math.floor(random() * vault.steps), "ENOSPC");
      expect(["disk-full"]).toEqual(expect.arrayContaining(causes));
    }
  }, 300_000);

  it("breaks once: named or done without, and nothing lost (fault 5)", async () => {
    const vault = await AilingVault.new();
    for (let point = 0; point < points; point++) {
      const { causes } = await vault.failAt(Math.floor(random() * vault.steps), "EIO");
      expect(["disk-error"]).toEqual(expect.arrayContaining(causes));
    }
  }, 300_000);
});
