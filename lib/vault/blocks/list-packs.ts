import { readdir } from "node:fs/promises";
import path from "node:path";
import { isCode, packNameOf, packsOf, type VaultPlace } from "../place.ts";

/** Names of the packs that lie in a vault. @throws errors of the file system */
export async function listPacks(place: VaultPlace): Promise<string[]> {
  const names: string[] = [];
  for (const shard of await readdir(packsOf(place)).catch(unlessMissing)) {
    if (!/^[0-9a-f]{2}$/.test(shard)) continue;
    for (const file of await readdir(path.join(packsOf(place), shard))) {
      const name = packNameOf(file, shard);
      if (name !== null) names.push(name);
    }
  }
  return names.sort();
}

function unlessMissing(error: unknown): string[] {
  if (isCode(error, "ENOENT")) return [];
  throw error;
}
