import { expect, it } from "vitest";
import { livesWithPowerCuts } from "../../test/disk/power-cuts.ts";
import { randomFrom, testSeed } from "../../test/seed.ts";

const lives = 5;
const statesOfLife = 60;

it("the power may fail at any step of five lives: what was kept is whole (faults 2, 3)", async () => {
  const random = randomFrom(testSeed());
  for (let life = 0; life < lives; life++) {
    const { steps, states } = await livesWithPowerCuts(random, { states: statesOfLife });
    expect(steps).toBeGreaterThan(100);
    expect(states).toBe(statesOfLife);
  }
}, 3_600_000);
