import { readdir } from "node:fs/promises";
import path from "node:path";
import { expect } from "vitest";
import {
  cleanLeftovers,
  type KeptArchive,
  measureVault,
  removeArchive,
  type VaultPlace,
  verifyArchive,
} from "#lib/vault";
import { archive, examine, prune, type Told } from "./life.ts";
import { watching } from "./watched-disk.ts";

/** What outlives whatever happened to the vault: what a database would know of it. */
export class Memory {
  readonly kept = new Map<string, KeptArchive>();
  /** Whether a bit flipped and is not stored anew yet. */
  isFlipped = false;

  tell(told: Told): void {
    if ("kept" in told) this.kept.set(told.kept.file, told.kept);
    else if ("goes" in told) this.kept.delete(told.goes);
    else this.isFlipped = "flips" in told;
  }

  copy(): Memory {
    const copy = new Memory();
    for (const [file, archive] of this.kept) copy.kept.set(file, archive);
    copy.isFlipped = this.isFlipped;
    return copy;
  }
}

const nothing = { damaged: [], damagedPacks: [], lists: [] };
const { signal } = new AbortController();

/**
 * Expects of a vault to which anything happened: every archive that was kept is whole, what was left
 * behind goes, the next archives are good, and pruning frees what nothing needs and no more.
 */
export function expectWhole(place: VaultPlace, memory: Memory, about: string): Promise<void> {
  return watching(place.folder, { neverSyncs: true }, () => look(place, memory, about));
}

async function look(place: VaultPlace, memory: Memory, about: string): Promise<void> {
  const kept = [...memory.kept.values()];
  await cleanLeftovers(place, () => false);
  expect(await readdir(path.join(place.folder, "tmp")), about).toEqual([]);
  const found = await examine(place, kept);
  if (!memory.isFlipped) expect(found, about).toMatchObject(nothing);
  const newest = kept.findLast(({ file }) => file.includes("plan-1/"))?.file ?? null;
  const next = await archive(place, { plan: 1, round: 99 }, newest);
  const all = [...kept, next];
  await prune(place);
  expect(await examine(place, all), about).toMatchObject(nothing);
  for (const { file, sha256, manifestSha256 } of [...all.slice(0, 1), next]) {
    const asked = { file, sha256, manifestSha256, readAll: true, signal, moved: () => {} };
    await verifyArchive(place, asked);
  }
  expect(await leftIn(place), about).toEqual([]);
  const { prunableBytes } = await measureVault(place, signal);
  expect(prunableBytes, about).toBe(0);
  await removeArchive(place, next.file);
}

/** What lies in a vault at rest and belongs to nothing. */
async function leftIn({ folder }: VaultPlace): Promise<string[]> {
  const below = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = below.filter((item) => item.isFile()).map((item) => item.name);
  const known = /^(vault\.json|checked\.json|plan-\d\.txt|[0-9a-f]{64}\.pack|.*\.holdfast)$/;
  return files.filter((name) => !known.test(name));
}
