import { expect, it } from "vitest";
import { onSmallDisk } from "../test/small-disk.ts";

/** Every 64 kB of what a run writes, the reserve, the database, its WAL and snapshots included. */
const frees = Array.from({ length: 26 }, (_, index) => index * 64_000);

it("a disk that is full at any write of a run harms nothing that was listed (fault 6)", async () => {
  const rounds = await onSmallDisk(frees);
  expect(rounds).toHaveLength(frees.length);
  for (const round of rounds) {
    const failed = round.state === "failed" && round.cause === "disk-full";
    expect(failed || round.state === "succeeded", JSON.stringify(round)).toBe(true);
    expect(round.after, JSON.stringify(round)).toBe("succeeded");
  }
});
