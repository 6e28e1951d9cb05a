import { mkdir } from "node:fs/promises";
import path from "node:path";
import { temporaryFolder } from "../installation.ts";
import { newVault } from "../vault.ts";
import { live } from "./life.ts";
import { Disk } from "./power-cut.ts";
import { type Step, systemError, watching } from "./watched-disk.ts";
import { expectWhole, Memory } from "./whole.ts";

/** Rounds of one life: with every kind of step, and a bit that flips and is healed. */
const rounds = 4;

/**
 * Lets a vault live once, with a disk that once fails to sync the name of a pack, while every
 * step to it is recorded, and then looks at what the disk may hold when the power is cut: at steps and with losses that `random` chooses.
 */
export async function livesWithPowerCuts(
  random: () => number,
  { states }: { states: number },
): Promise<{ steps: number; states: number }> {
  const place = await newVault();
  const disk = await Disk.of(place.folder);
  const steps: { step: Step; known: number }[] = [];
  const told: Parameters<Memory["tell"]>[0][] = [];
  const tell = (each: (typeof told)[number]) => void told.push(each);
  const after = (step: Step) => void steps.push({ step, known: told.length });
  let syncs = 2 + Math.floor(random() * 3);
  const before = (step: Step) => {
    const isPack = step.kind === "sync folder" && step.file.includes("/packs/");
    return isPack && --syncs === 0 ? { error: systemError("EIO", step) } : null;
  };
  const watcher = { before, after, neverSyncs: true };
  await watching(place.folder, watcher, () => live(place, { rounds, from: 1, tell }));

  const cuts = Array.from({ length: states }, () => Math.floor(random() * (steps.length + 1)));
  const memory = new Memory();
  let at = 0;
  let known = 0;
  const folder = await temporaryFolder();
  for (const [number, cut] of cuts.sort((a, b) => a - b).entries()) {
    for (; at < cut; at++) disk.take((steps[at] as (typeof steps)[number]).step);
    const until = steps[cut]?.known ?? told.length;
    for (; known < until; known++) memory.tell(told[known] as (typeof told)[number]);
    const left = path.join(folder, String(number));
    await mkdir(left);
    await disk.cut(left, random);
    const last = steps[cut - 1]?.step;
    const about = `cut ${number} after step ${cut}: ${last?.kind} ${last?.file}`;
    await expectWhole({ folder: left }, memory.copy(), about);
  }
  return { steps: steps.length, states: cuts.length };
}
