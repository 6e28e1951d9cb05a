import { cp, mkdir } from "node:fs/promises";
import path from "node:path";
import { asFailure } from "#lib/failures";
import { type KeptArchive, removeArchive, type VaultPlace, verifyArchive } from "#lib/vault";
import { temporaryFolder } from "../installation.ts";
import { newVault } from "../vault.ts";
import { archive, live, prune, type Told } from "./life.ts";
import { type Step, systemError, type Watcher, watching } from "./watched-disk.ts";
import { expectWhole, Memory } from "./whole.ts";

/** How a disk fails: full from one step on until somebody makes room, or broken for one step. */
export type Ailment = "ENOSPC" | "EIO";

const rounds = 3;
const { signal } = new AbortController();

/** What one failing step came to. */
export interface Ailing {
  step: string;
  /** Causes that were told; none: nobody needed the step. */
  causes: string[];
}

/** A vault with a life behind it, which is given out in copies. */
export class AilingVault {
  readonly #place: VaultPlace;
  readonly #memory: Memory;
  /** Steps of the life that is led on a copy. */
  readonly steps: number;

  private constructor(place: VaultPlace, memory: Memory, steps: number) {
    this.#place = place;
    this.#memory = memory;
    this.steps = steps;
  }

  static async new(): Promise<AilingVault> {
    const place = await newVault();
    const memory = new Memory();
    const tell = (told: Told) => memory.tell(told);
    const life = () => live(place, { rounds: 2, from: 1, tell });
    await watching(place.folder, { neverSyncs: true }, life);
    let steps = 0;
    const counted = await new AilingVault(place, memory, 0).#copy();
    const after = () => void steps++;
    await watching(counted.folder, { after, neverSyncs: true }, () =>
      liveOn(counted, new Memory()),
    );
    return new AilingVault(place, memory, steps);
  }

  /**
   * Lives on in a copy of the vault whose disk fails at its step number `at`, and expects that every
   * failure has a cause, that what was kept stays whole, and that it can be emptied while it is full.
   */
  async failAt(at: number, ailment: Ailment): Promise<Ailing> {
    const place = await this.#copy();
    const memory = this.#memory.copy();
    const { watcher, failed } = failing(at, ailment);
    const causes = await watching(place.folder, watcher, async () => {
      const told = await liveOn(place, memory);
      if (ailment === "ENOSPC") await emptied(place, memory);
      return told;
    });
    const step = failed[0] ? `${failed[0].kind} ${path.basename(failed[0].file)}` : "none";
    await expectWhole(place, memory, `${ailment} at step ${at}: ${step}, ${causes.join()}`);
    return { step, causes };
  }

  async #copy(): Promise<VaultPlace> {
    const folder = path.join(await temporaryFolder(), "vault");
    await mkdir(folder);
    await cp(this.#place.folder, folder, { recursive: true });
    return { folder };
  }
}

/** Steps that take room on the disk. */
const taking: readonly Step["kind"][] = ["create", "write", "folder"];

function failing(at: number, ailment: Ailment): { watcher: Watcher; failed: Step[] } {
  const failed: Step[] = [];
  let left = at;
  const before = (step: Step) => {
    if (step.kind !== "rename" && step.file.endsWith(".pack")) return null; // the bit that flips
    const isDue = left-- === 0;
    const isFull = ailment === "ENOSPC" && left < 0 && taking.includes(step.kind);
    if (!(isFull || (isDue && ailment === "EIO"))) return null;
    failed.push(step);
    const takes = step.kind === "write" ? step.bytes.length >> 1 : 0;
    return { takes, error: systemError(ailment, step) };
  };
  return { watcher: { before, neverSyncs: true }, failed };
}

/** Goes on with a life whatever fails; what fails has a cause, or this throws. */
async function liveOn(place: VaultPlace, memory: Memory): Promise<string[]> {
  const causes: string[] = [];
  for (let round = 3; round < 3 + rounds; round++) {
    try {
      await live(place, { rounds: 1, from: round, tell: (told) => memory.tell(told) });
    } catch (error) {
      causes.push(asFailure(error).causeName);
    }
  }
  return causes;
}

/** On the full disk: what is there can be read, let go, and its space freed. */
async function emptied(place: VaultPlace, memory: Memory): Promise<void> {
  const kept: KeptArchive[] = [...memory.kept.values()];
  if (!memory.isFlipped) {
    for (const { file, sha256 } of kept) {
      await verifyArchive(place, { file, sha256, signal, moved: () => {} });
    }
  }
  const [oldest] = kept.slice(0, -1);
  if (!oldest) return;
  memory.tell({ goes: oldest.file });
  await removeArchive(place, oldest.file);
  await prune(place);
  await archive(place, { plan: 9, round: 1 }).then(
    () => {
      throw new Error("The disk is not full.");
    },
    () => {},
  );
}
