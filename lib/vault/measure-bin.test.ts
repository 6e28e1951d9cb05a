import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { fileEntry, keptArchive, newVault, prune } from "../../test/vault.ts";
import { measureBin, removeArchive, type VaultPlace, vaultSpace } from "./index.ts";

const { signal } = new AbortController();
const [shared, own, more] = [600_000, 200_000, 500_000].map((bytes) => randomBytes(bytes));

/** What is promised for some archives, and what their removal and a pruning then free. */
async function promisedAndFreed(place: VaultPlace, leaving: string[]): Promise<[number, number]> {
  const frees = await measureBin(place, leaving, signal);
  const before = (await vaultSpace(place)).archiveBytes;
  for (const file of leaving) await removeArchive(place, file);
  await prune(place);
  const promised = [...(frees?.values() ?? [])].reduce((sum, bytes) => sum + bytes, 0);
  return [promised, before - (await vaultSpace(place)).archiveBytes];
}

it("what the bin frees is what pruning frees: not what lies in a pack that is mostly needed", async () => {
  const place = await newVault();
  const first = await keptArchive(place, [
    fileEntry("media/a", shared ?? ""),
    fileEntry("media/b", own ?? ""),
  ]);
  await keptArchive(place, [fileEntry("media/a", shared ?? "")]);
  const [promised, freed] = await promisedAndFreed(place, [first.file]);
  expect(promised).toBe(freed);
  expect(freed).toBeLessThan(20_000);
});

it("a pack of which little is needed is laid together, and counted less what is left of it", async () => {
  const place = await newVault();
  const first = await keptArchive(place, [
    fileEntry("media/b", own ?? ""),
    fileEntry("media/c", more ?? ""),
  ]);
  await keptArchive(place, [fileEntry("media/b", own ?? "")]);
  const [promised, freed] = await promisedAndFreed(place, [first.file]);
  expect(promised).toBe(freed);
  expect(freed).toBeGreaterThan(more?.length ?? 0);
});
