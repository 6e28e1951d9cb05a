import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { type VaultPlace, verifyArchive } from "#lib/vault";
import { swift } from "../swift.ts";
import { newVault } from "../vault.ts";
import { prune, type Told } from "./life.ts";
import { expectWhole, Memory } from "./whole.ts";

const script = fileURLToPath(new URL("./work-beside.ts", import.meta.url));
const { signal } = new AbortController();

/**
 * Lets processes back up, let go and prune in one vault, each in its own order that `random` chooses,
 * while this one prunes and reads back; expects that none of them fails and the vault is whole.
 *
 * @returns how many archives were kept in all, and how many were read back meanwhile
 */
export async function workBeside(
  random: () => number,
  { plans, rounds }: { plans: number; rounds: number },
): Promise<{ kept: number; read: number }> {
  const place = await newVault();
  const memory = new Memory();
  let kept = 0;
  let atWork = plans;
  const work = async (plan: number) => {
    try {
      const seed = Math.floor(random() * 2 ** 31);
      for await (const told of tellingOf(place, [plan, rounds, seed])) {
        memory.tell(told);
        if ("kept" in told) kept += 1;
      }
    } finally {
      atWork -= 1;
    }
  };
  let read = 0;
  const pruneAndRead = async () => {
    while (atWork > 0) {
      await prune(place, () => true);
      if (await readOne(place, memory, random)) read += 1;
    }
  };
  const all = [...Array.from({ length: plans }, (_, index) => work(index + 1)), pruneAndRead()];
  const failed = (await Promise.allSettled(all)).flatMap((each) => reasonOf(each));
  if (failed.length > 0) throw new AggregateError(failed, failed.map(String).join("; "));
  await expectWhole(place, memory, `${plans} at work and one that pruned`);
  return { kept, read };
}

async function* tellingOf(place: VaultPlace, args: readonly number[]): AsyncGenerator<Told> {
  const all = [...swift, script, place.folder, ...args.map(String)];
  const child = spawn(process.execPath, all, { stdio: ["ignore", "pipe", "inherit"] });
  const gone = once(child, "exit");
  for await (const line of createInterface(child.stdout)) yield JSON.parse(line) as Told;
  const [code] = await gone;
  if (code !== 0)
    throw new Error(`A process at work ended with ${code}; what it said stands above.`);
}

/** @returns `false`: the archive was let go meanwhile, or there is none */
async function readOne(place: VaultPlace, memory: Memory, random: () => number): Promise<boolean> {
  const all = [...memory.kept.values()];
  const archive = all[Math.floor(random() * all.length)];
  if (!archive) return false;
  const { file, sha256, manifestSha256 } = archive;
  try {
    await verifyArchive(place, { file, sha256, manifestSha256, signal, moved: () => {} });
    return true;
  } catch (error) {
    await prune(place, () => true); // by then it has been told that the archive goes
    if (memory.kept.has(file)) throw error;
    return false;
  }
}

function reasonOf(each: PromiseSettledResult<void>): unknown[] {
  return each.status === "rejected" ? [each.reason] : [];
}
