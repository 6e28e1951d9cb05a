import { describe, expect, it } from "vitest";
import { randomFrom, testSeed } from "../test/seed.ts";
import { onSmallDisk } from "../test/small-disk.ts";

/** What one run writes: somewhere in it the disk is full. */
const runBytes = 1_600_000;

describe("a run that fills the disk (fault 6)", () => {
  it("fails as disk-full or keeps all of its archive, harms no other, and deleting still works", async () => {
    const random = randomFrom(testSeed());
    const frees = [4_096, ...Array.from({ length: 2 }, () => Math.floor(random() * runBytes))];
    const rounds = await onSmallDisk([...frees, 0]);
    expect(rounds).toHaveLength(frees.length + 1);
    for (const round of rounds) {
      const failed = round.state === "failed" && round.cause === "disk-full";
      expect(failed || round.state === "succeeded", JSON.stringify(round)).toBe(true);
      expect(round.after, JSON.stringify(round)).toBe("succeeded");
    }
    expect(rounds.some((round) => round.state === "failed")).toBe(true);
  }, 180_000);
});
