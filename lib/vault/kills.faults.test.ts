import { expect, it } from "vitest";
import { surviveKills } from "../../test/disk/kills.ts";
import { randomFrom, testSeed } from "../../test/seed.ts";

const kills = 250;

it("a process killed at 250 steps of backup, prune and check harms nothing (faults 1, 2)", async () => {
  expect(await surviveKills(randomFrom(testSeed()), kills)).toBe(kills);
}, 3_600_000);
