import { expect, it } from "vitest";
import { randomFrom, testSeed } from "../../test/seed.ts";
import { vaultOnSmallDisk } from "../../test/small-disk.ts";

/** What the archive takes that is written to the full disk: somewhere in it there is no more room. */
const archiveBytes = 1_510_000;

it("a disk that fills at any write of an archive is named, takes no other, and can be emptied (fault 6)", async () => {
  const random = randomFrom(testSeed());
  const within = Array.from({ length: 8 }, () => Math.floor(random() * archiveBytes));
  // Not even a temporary file; its first block; the last blocks, where directory and end would be.
  const frees = [0, 4_096, ...within, archiveBytes - 12_000, archiveBytes + 20_000];
  const rounds = await vaultOnSmallDisk(frees);
  expect(rounds.map(({ free }) => free)).toEqual(frees);
  for (const round of rounds) {
    const about = JSON.stringify(round);
    expect(["disk-full", null], about).toContain(round.cause);
    expect(round, about).toMatchObject({ left: 0, kept: round.whole });
  }
  expect(rounds.at(0)?.cause).toBe("disk-full");
  expect(rounds.at(-1)?.cause).toBeNull();
}, 120_000);
