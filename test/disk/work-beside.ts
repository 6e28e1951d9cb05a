/**
 * Run as a process of its own: `node test/disk/work-beside.ts VAULT PLAN ROUNDS SEED`. Backs up a plan,
 * lets older archives go and prunes, while others do the same in the vault. What is backed up comes
 * again after it went, and in the other plan as well, so that packs of one name come and go. Tells
 * what a database would know, line by line.
 */

import { writeSync } from "node:fs";
import { binArchive, removeArchive, unbinArchive } from "#lib/vault";
import { randomFrom } from "../seed.ts";
import { archive, prune, type Told } from "./life.ts";

const [folder = "", plan = "", rounds = "", seed = ""] = process.argv.slice(2);
const place = { folder };
const random = randomFrom(Number(seed));
const tell = (told: Told) => void writeSync(1, `${JSON.stringify(told)}\n`);
const mine: string[] = [];

for (let left = Number(rounds); left > 0; left--) {
  const written = {
    plan: Number(plan),
    round: 4 * Math.floor(random() * 3),
    owner: `worker-${plan}`,
    contentOf: 1 + Math.floor(random() * 2),
    meanwhile: async () => void (random() < 0.3 && (await prune(place, () => true))),
  };
  const kept = await archive(place, written, random() < 0.5 ? mine.at(-1) : null);
  mine.push(kept.file);
  tell({ kept });
  while (mine.length > 1 && random() < 0.6) {
    const [goes = ""] = mine.splice(Math.floor(random() * mine.length), 1);
    await binArchive(place, goes);
    if (random() < 0.3) await unbinArchive(place, goes);
    tell({ goes });
    await removeArchive(place, goes);
  }
  if (random() < 0.7) await prune(place, () => true);
}
