import { describe, it } from "vitest";
import { killOnTheWay, killWhileEmptying } from "../../../test/bin-killer.ts";
import { randomFrom, testSeed } from "../../../test/seed.ts";

/** Two of so many points, chosen by the seed; `killed.faults.test.ts` takes all of them. */
function twoOf(random: () => number) {
  return (operations: number) => [1, 2].map(() => 1 + Math.floor(random() * operations));
}

describe("a process that is killed while archives go to the bin and back (fault 1)", () => {
  it("leaves each of them listed or in the bin, whole", async () => {
    await killOnTheWay(twoOf(randomFrom(testSeed())));
  }, 180_000);

  it("frees nothing that another archive needs, where emptying is cut short", async () => {
    await killWhileEmptying(twoOf(randomFrom(testSeed())));
  }, 180_000);
});
