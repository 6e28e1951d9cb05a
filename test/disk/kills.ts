import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { removeArchive, type VaultPlace } from "#lib/vault";
import { swift } from "../swift.ts";
import { newVault } from "../vault.ts";
import { prune, type Told } from "./life.ts";
import { expectWhole, Memory } from "./whole.ts";

const script = fileURLToPath(new URL("./live-until-killed.ts", import.meta.url));

/** Three rounds of a life take about so many steps: with each kind of work in them. */
const stepsMax = 220;

/**
 * Kills a process that lives in a vault, again and again in the same vault, each at a step that
 * `random` chooses, and expects the vault to be whole after each.
 *
 * @returns how many it survived
 */
export async function surviveKills(random: () => number, kills: number): Promise<number> {
  let survived = 0;
  const place = await newVault();
  const memory = new Memory();
  for (let kill = 0; kill < kills; kill++) {
    const round = 1 + kill * 7;
    const step = 1 + Math.floor(random() * stepsMax);
    await killAt(place, memory, [round, step, random()]);
    const about = `kill ${kill} at step ${step} from round ${round}`;
    await expectWhole(place, memory, about);
    memory.isFlipped = false; // the archive after it has healed it
    for (const file of [...memory.kept.keys()].slice(0, -2)) {
      memory.kept.delete(file);
      await removeArchive(place, file);
    }
    await prune(place);
    survived += 1;
  }
  return survived;
}

async function killAt(place: VaultPlace, memory: Memory, at: readonly number[]): Promise<void> {
  const child = spawn(process.execPath, [...swift, script, place.folder, ...at.map(String)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const gone = once(child, "exit");
  for await (const line of createInterface(child.stdout)) memory.tell(JSON.parse(line) as Told);
  const [, signal] = await gone;
  if (signal !== "SIGKILL") throw new Error(`The process ended with ${signal} before its end.`);
}
