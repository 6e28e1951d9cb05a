import { randomUUID } from "node:crypto";
import { open, readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { Entry } from "#lib/entries";
import {
  beginArchive,
  binArchive,
  type Examined,
  examineVault,
  type KeptArchive,
  type Pruned,
  pruneVault,
  removeArchive,
  unbinArchive,
  type VaultPlace,
} from "#lib/vault";
import { archiveOrder, fileEntry, folderEntry, pass, source, tail } from "../entries.ts";
import { randomFrom } from "../seed.ts";

/** What a life tells of itself: before an archive goes and before a bit flips, after all else. */
export type Told = { kept: KeptArchive } | { goes: string } | { flips: true } | { healed: true };

const { signal } = new AbortController();
const now = new Date("2026-03-10T02:00:00Z");

/** Content that is the same whenever it is asked for. */
function noise(seed: number, bytes: number): Buffer {
  const random = randomFrom(seed);
  return Buffer.from(Uint8Array.from({ length: bytes }, () => random() * 256));
}

const picture = noise(1, 9_000);

/** What a plan's folder holds in one round: much is as before, some is new, some is gone. */
export function entriesOf(plan: number, round: number): Entry[] {
  const file = (name: string, content: Buffer | string, inode: number) =>
    fileEntry(`media/photos/${name}`, content, { inode });
  return [
    folderEntry("media/photos"),
    file("picture", picture, 1),
    file("log", "a line of a log\n".repeat(100 + 40 * round), 2),
    file(`new in ${round}`, noise(plan * 1_000 + round, 6_000), 100 + round),
    file(`stays ${round >> 2}`, noise(plan * 2_000 + (round >> 2), 4_000), 50 + (round >> 2)),
  ];
}

interface Written {
  plan: number;
  round: number;
  owner?: string;
  /** The plan whose folder it is; its own unless told otherwise. */
  contentOf?: number;
  /** What happens before it is kept. */
  meanwhile?: () => Promise<void>;
}

/** An archive of a plan as it is in one round. */
export async function archive(
  place: VaultPlace,
  { plan, round, owner = "worker-1", contentOf = plan, meanwhile = pass }: Written,
  previous: string | null = null,
): Promise<KeptArchive> {
  const order = archiveOrder({ owner, previous });
  order.manifest = {
    ...order.manifest,
    plan: { id: `plan-${plan}`, name: `plan ${plan}` },
    run: { id: `run-${round}`, number: round },
  };
  const writer = await beginArchive(place, order);
  try {
    for (const entry of entriesOf(contentOf, round)) await writer.add(entry, source);
    await meanwhile();
    return await writer.keep(tail, pass);
  } finally {
    await writer.abort();
  }
}

export function prune(place: VaultPlace, isAlive = (_: string) => false): Promise<Pruned> {
  const order = { archiveId: randomUUID(), owner: "pruner", term: 1, isAlive, signal };
  return pruneVault(place, order);
}

export function examine(
  place: VaultPlace,
  archives: readonly KeptArchive[],
  share = 1,
): Promise<Examined> {
  const owner = { archiveId: randomUUID(), owner: "examiner", term: 1 };
  return examineVault(place, { ...owner, archives, share, unreadSince: null, now, signal });
}

/**
 * Backs up two plans, lets the oldest go, prunes and examines, round by round; in every third round a
 * bit of the picture flips, is found, and is stored anew by the next archive.
 *
 * @param tell what happened, in words that outlive this process
 */
export async function live(
  place: VaultPlace,
  { rounds, from, tell }: { rounds: number; from: number; tell: (told: Told) => void },
): Promise<void> {
  const kept: KeptArchive[] = [];
  const backUp = async (plan: number, round: number) => {
    const before = kept.findLast(({ file }) => file.includes(`plan-${plan}/`))?.file;
    const next = await again(() => archive(place, { plan, round }, before ?? null));
    kept.push(next);
    tell({ kept: next });
  };
  /** An archive counts on blocks whose pack is retired while it is written. */
  const overtake = async (round: number) => {
    const meanwhile = async () => {
      const other = kept.findLastIndex(({ file }) => file.includes("plan-2/"));
      const [gone] = other < 0 ? [] : kept.splice(other, 1);
      if (gone) tell({ goes: gone.file });
      if (gone) await removeArchive(place, gone.file);
      await prune(place, () => true);
    };
    const next = await again(() => archive(place, { plan: 2, round, meanwhile }));
    kept.push(next);
    tell({ kept: next });
  };
  for (let round = from; round < from + rounds; round++) {
    await backUp(1, round);
    if (round % 2 === 0) await backUp(2, round);
    while (kept.length > 3) {
      const { file } = kept.shift() as KeptArchive;
      await binArchive(place, file);
      await again(() => prune(place));
      await unbinArchive(place, file);
      await binArchive(place, file);
      tell({ goes: file });
      await removeArchive(place, file);
    }
    await again(() => prune(place));
    if (round % 2 === 0) await overtake(round);
    if (round % 3 === 0) {
      tell({ flips: true });
      await flip(place);
      await examine(place, kept);
      await backUp(1, round);
      await examine(place, kept, 0);
      tell({ healed: true });
    } else await examine(place, kept, 0.3);
  }
}

/** Once more after a failure, as the next run does. */
function again<T>(work: () => Promise<T>): Promise<T> {
  return work().catch(work);
}

/** Flips a bit of the picture, wherever in the vault it lies. */
async function flip(place: VaultPlace): Promise<void> {
  const folder = path.join(place.folder, "packs");
  for (const name of await readdir(folder, { recursive: true })) {
    if (!name.endsWith(".pack")) continue;
    const file = path.join(folder, name);
    const bytes = await readFile(file);
    const at = bytes.indexOf(picture.subarray(0, 64));
    if (at < 0) continue;
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    const handle = await open(file, "r+");
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
}
