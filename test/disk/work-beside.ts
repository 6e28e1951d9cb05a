/**
 * Run as a process of its own: `node test/disk/work-beside.ts VAULT PLAN ROUNDS`. Backs up a plan,
 * lets its older archives go and prunes, while others do the same in the vault. Tells what a database
 * would know, line by line.
 */

import { writeSync } from "node:fs";
import { removeArchive } from "#lib/vault";
import { archive, prune, type Told } from "./life.ts";

const [folder = "", plan = "", rounds = ""] = process.argv.slice(2);
const place = { folder };
const tell = (told: Told) => void writeSync(1, `${JSON.stringify(told)}\n`);
const mine: string[] = [];

for (let round = 1; round <= Number(rounds); round++) {
  const owner = `worker-${plan}`;
  const kept = await archive(place, { plan: Number(plan), round, owner }, mine.at(-1) ?? null);
  mine.push(kept.file);
  tell({ kept });
  const goes = mine.length > 2 ? mine.shift() : undefined;
  if (goes) {
    tell({ goes });
    await removeArchive(place, goes);
  }
  await prune(place, () => true);
}
