import { expect, it } from "vitest";
import { surviveKills } from "../../test/disk/kills.ts";
import { randomFrom, testSeed } from "../../test/seed.ts";

it("a process killed at any step of backup, prune and check harms nothing (faults 1, 2)", async () => {
  expect(await surviveKills(randomFrom(testSeed()), 2)).toBe(2);
}, 300_000);
