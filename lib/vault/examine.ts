import { asDiskFailure, isFailure, unlessAborted } from "#lib/failures";
import { checkVault } from "./begin.ts";
import { BlockReader } from "./blocks/block-reader.ts";
import { PackIndex } from "./blocks/pack-index.ts";
import { examinePack } from "./blocks/read-pack.ts";
import {
  type AlteredList,
  ArchiveWalk,
  type DamagedArchive,
  type ExpectedArchive,
} from "./examine/archives.ts";
import { listReadable, type Readable, remember } from "./examine/last-read.ts";
import { removeSetAside, setAside, takeBackWhole } from "./examine/set-aside.ts";
import { isListing } from "./listing/with-manifest.ts";
import {
  isCode,
  type Owner,
  packsOf,
  temporaryFile,
  temporaryOf,
  type VaultPlace,
} from "./place.ts";
import { makeFolder } from "./temporary.ts";
import { verifyArchive } from "./verify.ts";

export interface Examination extends Owner {
  /** Every archive that the installation remembers and has not let go. */
  archives: readonly ExpectedArchive[];
  /** How much of the packs' bytes is read whole: 0 to 1, what was not read for longest first. */
  share: number;
  /** Also read, whatever the share: what was not read since then. `null`: the share alone counts. */
  unreadSince: Date | null;
  now: Date;
  /** Asked before each pack: `false` leaves the rest for another time. */
  goesOn?: () => Promise<boolean>;
  /** Bytes were read. */
  moved?: (bytes: number) => void;
  signal: AbortSignal;
}

export interface Examined {
  archives: number;
  packs: number;
  /** Of all packs. */
  bytes: number;
  blocks: number;
  /** What was read whole. */
  read: { packs: number; bytes: number };
  /** When what was not read for longest was read; `null`: there is nothing. */
  oldestReadAt: Date | null;
  damagedPacks: { name: string; detail: string }[];
  damaged: DamagedArchive[];
  /** Lists of digests that were altered, put back or lost. */
  lists: AlteredList[];
  /** Files of archives of which everything is there. */
  whole: string[];
}

/**
 * Examines a vault: every manifest against its digest, every part of a listing, every block that an
 * archive needs; and reads a share of the packs whole, in turn, so that repeated examinations read
 * everything. A damaged pack is set aside: its good blocks stay, its lost ones count as missing, so
 * that a run which meets their content again stores it anew. Safe beside runs and pruning.
 *
 * @throws Failure as `checkVault`; disk failures; the signal's reason
 */
export async function examineVault(place: VaultPlace, order: Examination): Promise<Examined> {
  order.signal.throwIfAborted();
  await unlessAborted(order.signal, checkVault(place));
  return unlessAborted(order.signal, examine(place, order));
}

async function examine(place: VaultPlace, order: Examination): Promise<Examined> {
  try {
    if (order.share > 0) await takeBackWhole(place, order.signal);
    const index = await PackIndex.of(place);
    const reader = new BlockReader(place, index);
    try {
      const examining = new Examining({ place, order, index, reader });
      await examining.readShare();
      return await examining.result(await examining.walk());
    } finally {
      await reader.close();
    }
  } catch (error) {
    const isOfTheSystem = error instanceof Error && "syscall" in error;
    throw isOfTheSystem ? asDiskFailure(error, packsOf(place)) : error;
  }
}

interface Begun {
  place: VaultPlace;
  order: Examination;
  index: PackIndex;
  reader: BlockReader;
}

class Examining {
  readonly #begun: Begun;
  readonly #damagedPacks = new Map<string, string>();
  readonly #damagedZips: DamagedArchive[] = [];
  readonly #wholeZips: string[] = [];
  #read = { packs: 0, bytes: 0 };
  #oldestMs: number | null = null;
  #drafts = 0;

  constructor(begun: Begun) {
    this.#begun = begun;
  }

  /** Reads the share that is due, and packs whose tables cannot be read. */
  async readShare(): Promise<void> {
    const { place, order, index } = this.#begun;
    for (const name of [...index.damaged.keys()]) await this.#pack(name);
    const zips = order.archives.map(({ file }) => file).filter((file) => !isListing(file));
    const all = await listReadable(place, { archives: zips, now: order.now });
    try {
      for (const each of due(all, order)) {
        order.signal.throwIfAborted();
        if (order.goesOn && !(await order.goesOn())) break;
        if (each.kind === "pack") await this.#pack(each.name);
        else await this.#zip(each.name);
        each.readMs = order.now.getTime();
        this.#read.packs += 1;
        this.#read.bytes += each.bytes;
      }
    } finally {
      // The memory of it is worth less than what was found: a full disk may keep it from us.
      if (this.#read.packs > 0) await remember(place, all).catch(unlessFull);
    }
    this.#oldestMs = all.reduce((min, { readMs }) => Math.min(min, readMs), Infinity);
  }

  /** Goes through all archives; what reading their listings throws suspicion on is read as well. */
  async walk(): Promise<ArchiveWalk> {
    const { place, order, index, reader } = this.#begun;
    for (;;) {
      await index.refresh();
      const walk = new ArchiveWalk(place, { index, reader });
      await walk.over(order.archives, order.signal);
      const suspects = [...reader.suspects].filter((name) => !this.#damagedPacks.has(name));
      reader.suspects.clear();
      for (const name of suspects) await this.#pack(name);
      if (!suspects.some((name) => this.#damagedPacks.has(name))) return walk;
    }
  }

  async result(walk: ArchiveWalk): Promise<Examined> {
    const { place, index } = this.#begun;
    const packs = index.packs();
    const damaged = [...walk.damaged, ...this.#damagedZips];
    if (walk.damaged.length === 0) await removeSetAside(place, index);
    return {
      archives: walk.whole.length + walk.damaged.length + this.#zips(),
      packs: packs.length,
      bytes: packs.reduce((sum, { bytes }) => sum + bytes, 0),
      blocks: packs.reduce((sum, { blocks }) => sum + blocks, 0),
      read: this.#read,
      oldestReadAt: Number.isFinite(this.#oldestMs) ? new Date(this.#oldestMs ?? 0) : null,
      damagedPacks: [...this.#damagedPacks].map(([name, detail]) => ({ name, detail })),
      damaged,
      lists: walk.lists,
      whole: [...walk.whole, ...this.#wholeZips],
    };
  }

  #zips(): number {
    return this.#begun.order.archives.filter(({ file }) => !isListing(file)).length;
  }

  async #pack(name: string): Promise<void> {
    const { place, order, index, reader } = this.#begun;
    try {
      const found = await examinePack(place, name, (bytes) => {
        order.signal.throwIfAborted();
        order.moved?.(bytes);
      });
      if (!found) return;
      this.#damagedPacks.set(name, found.detail);
      const draft = temporaryFile(place, order, ++this.#drafts);
      await makeFolder(temporaryOf(place));
      await setAside({ place, index, draft }, found);
      await reader.close(); // it may still hold the damaged file open
    } catch (error) {
      if (!isCode(error, "ENOENT")) throw error; // pruned meanwhile; whoever misses it says so
    }
  }

  /** An archive of the first version, read back as when it was written. */
  async #zip(file: string): Promise<void> {
    const { place, order } = this.#begun;
    const sha256 = order.archives.find((each) => each.file === file)?.sha256 ?? "";
    const moved = ({ bytes }: { bytes: number }) => order.moved?.(bytes);
    try {
      await verifyArchive(place, { file, sha256, signal: order.signal, moved });
      this.#wholeZips.push(file);
    } catch (error) {
      if (!isFailure(error, "verify-mismatch")) throw error;
      const { path, detail } = error.facts as { path: string; detail: string };
      const paths = path === file ? [] : [path];
      this.#damagedZips.push({ file, detail, paths, entries: paths.length });
    }
  }
}

/** @throws anything but that there is no room, or none may be written */
function unlessFull(error: unknown): void {
  const failure = asDiskFailure(error, "");
  if (!isFailure(failure, "disk-full") && !isFailure(failure, "disk-read-only")) throw error;
}

/** What is read this time, of all that can be, which stands longest unread first. */
function* due(all: readonly Readable[], order: Examination): Generator<Readable> {
  const { share, unreadSince } = order;
  let left = share * all.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const each of all) {
    const isLate = unreadSince !== null && each.readMs < unreadSince.getTime();
    if (left <= 0 && !isLate) return;
    left -= each.bytes;
    yield each;
  }
}
