import { rm } from "node:fs/promises";
import path from "node:path";
import type { Entry } from "#lib/entries";
import { fail, unlessAborted } from "#lib/failures";
import {
  type AddedEntry,
  type ArchiveWriter,
  archiveEntriesMax,
  type KeptArchive,
} from "./archive.ts";
import { prepareVault } from "./begin.ts";
import { BlockReader } from "./blocks/block-reader.ts";
import { PackIndex } from "./blocks/pack-index.ts";
import { PackWriter, type Stored } from "./blocks/pack-writer.ts";
import { type ContentTaken, lineOf, takeContent } from "./content.ts";
import { Damage } from "./damage.ts";
import { inTurn } from "./digests/in-turn.ts";
import type { PlanDigests } from "./digests/plan-digests.ts";
import { factsOf, leftOut, refusal } from "./entry.ts";
import { finishManifest, SourceCounts } from "./listing/finish.ts";
import { LineQueue } from "./listing/line-queue.ts";
import { type Manifest, manifestBytes } from "./listing/manifest-file.ts";
import { PartWriter } from "./listing/part-writer.ts";
import { type Previous, previousOf } from "./listing/previous.ts";
import { blocksOf } from "./listing/read-listing.ts";
import type { StoredEntry } from "./listing/stored-entry.ts";
import type { ManifestHead, ManifestTail } from "./manifest.ts";
import { Paths } from "./paths.ts";
import { archiveFile, archivePath, type Owner, temporaryFile, type VaultPlace } from "./place.ts";
import { makeVisible, putTemporary, stillWriting } from "./temporary.ts";
import { WindowsNamesCount } from "./windows-names.ts";

/** What beginning an archive takes. */
export interface ArchiveOrder extends Owner {
  manifest: ManifestHead;
  /**
   * The archive of the same plan before this one, as `keep` named it: files that it holds and that
   * did not change since are not read again. Absent or `null`: everything is read.
   */
  previous?: string | null;
  signal: AbortSignal;
}

/**
 * Begins an archive: what is unchanged is taken from the one before, what the vault holds already is
 * not stored again.
 *
 * @throws Failure as `checkVault`; disk failures; the signal's reason
 */
export async function beginArchive(place: VaultPlace, order: ArchiveOrder): Promise<ArchiveWriter> {
  order.signal.throwIfAborted();
  const preparing = async () => {
    await prepareVault(place, temporaryFile(place, order));
    const index = await PackIndex.of(place);
    const reader = new BlockReader(place, index);
    return { index, reader, previous: await previousOf(place, order.previous, reader) };
  };
  const late = ({ reader }: { reader: BlockReader }) => {
    Promise.all([reader.close(), rm(temporaryFile(place, order), { force: true })]).catch(() => {});
  };
  return new Writer({ place, order, ...(await unlessAborted(order.signal, preparing(), late)) });
}

type Guard = (archive: KeptArchive) => Promise<void>;

const lost = "a block that the vault held when the archive was begun is gone";

interface Begun {
  place: VaultPlace;
  order: ArchiveOrder;
  index: PackIndex;
  reader: BlockReader;
  previous: Previous | null;
}

class Writer implements ArchiveWriter {
  readonly #begun: Begun;
  readonly #packs: PackWriter;
  readonly #lines: LineQueue;
  readonly #paths = new Paths();
  readonly #windowsNames = new WindowsNamesCount();
  readonly #counts = new SourceCounts();
  #entries = 0;
  #unread = 0;
  readonly #drafts: string[] = [];
  #working = 0;
  #isKept = false;

  constructor(begun: Begun) {
    this.#begun = begun;
    const { place, order, index } = begun;
    const temporary = () => this.#draft();
    this.#packs = new PackWriter({ place, index, signal: order.signal, temporary });
    this.#lines = new LineQueue(new PartWriter((part) => this.#packs.putListing(part)));
  }

  add(entry: Entry, source: { kind: string; name: string }): Promise<AddedEntry> {
    return this.#atWork(async () => {
      if (this.#entries >= archiveEntriesMax) {
        const facts = { entries: archiveEntriesMax + 1, limit: archiveEntriesMax };
        throw fail("too-many-entries", facts);
      }
      const refused = refusal(entry);
      if (refused) return leftOut(refused);
      this.#entries += 1;
      const isFolder = entry.kind === "folder";
      const facts = factsOf(entry, this.#paths.free(entry.path, isFolder));
      this.#paths.take(facts.path, isFolder);
      const taking = this.#take(entry, facts.path);
      await this.#lines.add(lineOf(entry, facts, taking));
      const { added } = await taking;
      if (added.kept) {
        this.#counts.add(source, added.bytes);
        this.#windowsNames.see(facts.path);
      } else {
        this.#paths.giveBack(facts.path);
        this.#entries -= 1;
      }
      return added;
    });
  }

  async keep(tail: ManifestTail, guard: Guard): Promise<KeptArchive> {
    if (this.#working > 0) throw new Error("Entries are still being added.");
    return this.#atWork(async () => {
      const { place, order, index, reader } = this.#begun;
      const { signal } = order;
      const parts = await unlessAborted(signal, this.#lines.finish());
      const stored = await unlessAborted(signal, this.#packs.finish());
      const lists = { head: order.manifest, tail, counts: this.#counts, packs: stored.packs };
      const finishing = finishManifest(reader, parts, lists, await this.#checking());
      const manifest = await unlessAborted(signal, finishing);
      await unlessAborted(signal, index.settle());
      const turn = { planId: order.manifest.plan.id, signal };
      const archive = await inTurn(place, turn, (list) =>
        this.#show(manifest, { stored, list, guard }),
      );
      await reader.close();
      await rm(temporaryFile(place, order), { force: true });
      return archive;
    });
  }

  /** Names the archive in the list of its plan, and then makes it one. */
  async #show(
    manifest: Manifest,
    { stored, list, guard }: { stored: Stored; list: PlanDigests; guard: Guard },
  ): Promise<KeptArchive> {
    const { place, order } = this.#begun;
    const { signal } = order;
    manifest.follows = await unlessAborted(signal, list.last(this.#draft()));
    const { bytes, sha256 } = manifestBytes(manifest);
    const archive: KeptArchive = {
      file: this.#name(),
      bytes: manifest.view.bytes,
      entries: manifest.entries,
      contentBytes: manifest.contentBytes,
      sha256,
      manifestSha256: manifest.view.json.sha256,
      storedBytes: stored.bytes + bytes.length,
      newBytes: stored.newBytes,
      unread: this.#unread,
      windowsNames: this.#windowsNames.found(),
    };
    const draft = this.#draft();
    await unlessAborted(signal, putTemporary(draft, bytes));
    await unlessAborted(signal, guard(archive));
    signal.throwIfAborted();
    await stillWriting(temporaryFile(place, order));
    const line = { sha256, name: path.basename(archive.file) };
    await unlessAborted(signal, list.add(manifest.follows, line));
    await makeVisible(draft, archivePath(place, archive.file));
    this.#isKept = true;
    return archive;
  }

  async abort(): Promise<void> {
    if (this.#isKept) return;
    const { place, order, reader } = this.#begun;
    // What cannot be removed now is a leftover, which cleaning up finds; the reason for giving up
    // is the error to be seen. A dead disk may hold a write for ever: nobody waits for it.
    const packing = this.#packs.giveUp();
    if (!order.signal.aborted) await packing;
    await reader.close().catch(() => {});
    for (const draft of [...this.#drafts, temporaryFile(place, order)]) {
      await rm(draft, { force: true }).catch(() => {});
    }
  }

  async #take(entry: Entry, path: string): Promise<ContentTaken> {
    const { order, previous } = this.#begun;
    if (entry.kind !== "file") {
      return { added: { kept: true, bytes: 0, sha256: null, warning: null }, held: null };
    }
    const before = await previous?.unchanged(entry, path, (block) => this.#packs.has(block));
    if (before?.held && before.sha256) {
      this.#unread += 1;
      const { size: bytes, sha256, held } = before;
      return { added: { kept: true, bytes, sha256, warning: null }, held: Promise.resolve(held) };
    }
    return takeContent(entry, this.#packs, order.signal);
  }

  /**
   * Makes sure of the blocks that were there before: pruning may have retired a pack of theirs while
   * this archive was written, and keeps it as long as its writer is at work.
   */
  async #checking(): Promise<(entry: StoredEntry) => Promise<void>> {
    const { index, reader } = this.#begun;
    await index.refresh();
    return async (entry) => {
      const { held } = entry;
      if (!held || (!held.lists && held.blocks.every(([id]) => index.find(id)))) return;
      for await (const block of blocksOf(reader, entry)) {
        if (index.find(block.id)) continue;
        await reader.place(block).catch((error: unknown) => {
          if (!(error instanceof Damage)) throw error;
          throw fail("archive-damaged", { path: entry.path, detail: lost }, { cause: error });
        });
      }
    };
  }

  #draft(): string {
    const { place, order } = this.#begun;
    const draft = temporaryFile(place, order, this.#drafts.length + 1);
    this.#drafts.push(draft);
    return draft;
  }

  #name(): string {
    const { plan, run, createdAt } = this.#begun.order.manifest;
    const { archiveId } = this.#begun.order;
    return archiveFile({ archiveId, planId: plan.id, run: run.number, createdAt });
  }

  async #atWork<T>(work: () => Promise<T>): Promise<T> {
    this.#begun.order.signal.throwIfAborted();
    if (this.#isKept) throw new Error("The archive is kept, and takes no more.");
    this.#working += 1;
    try {
      return await work();
    } finally {
      this.#working -= 1;
    }
  }
}
