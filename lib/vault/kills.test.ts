import { expect, it } from "vitest";
import { surviveKills } from "../../test/disk/kills.ts";
import { randomFrom, testSeed } from "../../test/seed.ts";

it("a process killed at any step of backup, prune and check harms nothing (faults 1, 2)", async () => {
  expect(await surviveKills(randomFrom(testSeed()), 3)).toBe(3);
}, 300_000);
