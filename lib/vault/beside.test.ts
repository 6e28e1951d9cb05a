import { expect, it } from "vitest";
import { workBeside } from "../../test/disk/beside.ts";
import { randomFrom, testSeed } from "../../test/seed.ts";

it("two processes back up, let go and prune beside a third that prunes and reads (fault 20)", async () => {
  const { kept } = await workBeside(randomFrom(testSeed()), { plans: 2, rounds: 8 });
  expect(kept).toBe(16);
}, 300_000);
