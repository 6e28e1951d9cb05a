import { expect, it } from "vitest";
import { workBeside } from "../../test/disk/beside.ts";
import { randomFrom, testSeed } from "../../test/seed.ts";

const lives = 8;

it("processes back up, let go and prune beside one that prunes and reads (fault 20)", async () => {
  const random = randomFrom(testSeed());
  let read = 0;
  for (let life = 0; life < lives; life++) {
    const plans = 2 + (life % 2);
    const told = await workBeside(random, { plans, rounds: 40 });
    expect(told.kept).toBe(plans * 40);
    read += told.read;
  }
  expect(read).toBeGreaterThan(lives);
}, 3_600_000);
