import { expect, it } from "vitest";
import { killAndClean } from "../../test/killed-writer.ts";
import { randomFrom, testSeed } from "../../test/seed.ts";
import { fileEntry, keptArchive, newVault } from "../../test/vault.ts";

const kills = 20;

it("twenty kills of three writers each, in one vault, harm no archive (fault 1)", async () => {
  const random = randomFrom(testSeed());
  const place = await newVault();
  const before = await keptArchive(place, [fileEntry("media/photos/a", "before")]);
  for (let kill = 0; kill < kills; kill++) {
    const { left, stayed } = await killAndClean(place, { before, random });
    expect(left).toBeGreaterThan(0);
    expect(stayed).toBe(0);
  }
});
