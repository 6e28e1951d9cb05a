import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { cleanLeftovers, type KeptArchive, type VaultPlace } from "#lib/vault";
import { swift } from "./swift.ts";
import { filesIn, verified } from "./vault.ts";

const script = fileURLToPath(new URL("./write-archives.ts", import.meta.url));

/** What a writer said it had kept. */
type SaidKept = Pick<KeptArchive, "file" | "sha256" | "manifestSha256">;

/** Three writers at once say seven lines for each archive: within the first two archives of each. */
const linesMax = 42;

/**
 * Kills three writers at a point that `random` chooses, and reads back what was kept before and by
 * them: before and after what they left behind is removed.
 *
 * @returns how many temporary files they left behind, and how many are there after cleaning up
 */
export async function killAndClean(
  place: VaultPlace,
  { before, random }: { before: KeptArchive; random: () => number },
): Promise<{ left: number; stayed: number }> {
  const lines = 1 + Math.floor(random() * linesMax);
  const kept = await killWriter(place, { seed: Math.floor(random() * 1e9), lines });
  const left = (await filesIn(place, "tmp")).length;
  for (const archive of [before, ...kept]) await verified(place, archive);
  await cleanLeftovers(place, () => false);
  for (const archive of [before, ...kept]) await verified(place, archive);
  return { left, stayed: (await filesIn(place, "tmp")).length };
}

/**
 * Lets a process write archives into a vault and kills it, without a chance to clean up, at once
 * after it said its line number `lines`.
 *
 * @returns the archives that it said were kept
 */
async function killWriter(
  place: VaultPlace,
  { seed, lines }: { seed: number; lines: number },
): Promise<SaidKept[]> {
  const writer = spawn(process.execPath, [...swift, script, place.folder, String(seed)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const gone = once(writer, "exit");
  const kept: SaidKept[] = [];
  let seen = 0;
  for await (const line of createInterface(writer.stdout)) {
    if (line.startsWith("kept ")) kept.push(JSON.parse(line.slice("kept ".length)) as SaidKept);
    seen += 1;
    if (seen === lines) writer.kill("SIGKILL");
  }
  const [, signal] = await gone;
  if (signal !== "SIGKILL") throw new Error("The writer ended before it was killed.");
  return kept;
}
