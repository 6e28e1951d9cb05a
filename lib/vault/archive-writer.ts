import { type FileHandle, rm } from "node:fs/promises";
import { type Content, type Entry, ReadAgain } from "#lib/entries";
import { fail, unlessAborted } from "#lib/failures";
import {
  type AddedEntry,
  type ArchiveWriter,
  archiveEntriesMax,
  type KeptArchive,
} from "./archive.ts";
import { checkVault } from "./begin.ts";
import { isCompressible, measured, pack, readHead, SourceError, sha256Of } from "./content.ts";
import { asWarning, entryLine, factsOf, leftOut, refusal } from "./entry.ts";
import type { ManifestHead, ManifestTail } from "./manifest.ts";
import { Paths } from "./paths.ts";
import { archiveFile, archivePath, type Owner, temporaryFile, type VaultPlace } from "./place.ts";
import { putManifest, SourceCounts } from "./put-manifest.ts";
import { makeVisible, openTemporary } from "./temporary.ts";
import type { RecordFacts } from "./zip/record.ts";
import { ZipSink } from "./zip/sink.ts";

/** What beginning an archive takes. */
export interface ArchiveOrder extends Owner {
  manifest: ManifestHead;
  signal: AbortSignal;
}

/**
 * Begins an archive under a temporary name that carries its owner and term.
 *
 * @throws Failure as `checkVault`; disk failures; the signal's reason
 */
export async function beginArchive(place: VaultPlace, order: ArchiveOrder): Promise<ArchiveWriter> {
  order.signal.throwIfAborted();
  await unlessAborted(order.signal, checkVault(place));
  const temporary = temporaryFile(place, order);
  const handle = await unlessAborted(order.signal, openTemporary(place, temporary), (late) => {
    late.close().then(
      () => rm(temporary, { force: true }),
      () => {},
    );
  });
  return new Writer({ place, order, temporary, handle });
}

interface Begun {
  place: VaultPlace;
  order: ArchiveOrder;
  temporary: string;
  handle: FileHandle;
}

class Writer implements ArchiveWriter {
  readonly #begun: Begun;
  readonly #sink: ZipSink;
  readonly #paths = new Paths();
  readonly #lines: string[] = [];
  readonly #counts = new SourceCounts();
  #isBusy = false;
  #isKept = false;

  constructor(begun: Begun) {
    this.#begun = begun;
    const file = { handle: begun.handle, path: begun.temporary };
    this.#sink = new ZipSink(file, begun.order.signal);
  }

  add(entry: Entry, source: { kind: string; name: string }): Promise<AddedEntry> {
    return this.#alone(async () => {
      if (this.#lines.length >= archiveEntriesMax) {
        const facts = { entries: archiveEntriesMax + 1, limit: archiveEntriesMax };
        throw fail("too-many-entries", facts);
      }
      const refused = refusal(entry);
      if (refused) return leftOut(refused);
      const isFolder = entry.kind === "folder";
      const facts = factsOf(entry, this.#paths.free(entry.path, isFolder));
      const added =
        entry.kind === "file"
          ? await this.#addFile(entry, facts)
          : await this.#addOther(entry, facts);
      if (!added.kept) return added;
      this.#paths.take(facts.path, isFolder);
      this.#lines.push(entryLine(entry, facts, added));
      this.#counts.add(source, added.bytes);
      return added;
    });
  }

  keep(tail: ManifestTail, guard: (archive: KeptArchive) => Promise<void>): Promise<KeptArchive> {
    return this.#alone(async () => {
      const { manifest } = this.#begun.order;
      const lists = { entries: this.#lines, tail, counts: this.#counts };
      const manifestSha256 = await putManifest(this.#sink, manifest, lists);
      const written = await this.#sink.finish();
      const archive: KeptArchive = {
        file: this.#name(),
        ...written,
        entries: this.#lines.length,
        contentBytes: this.#counts.bytes,
        manifestSha256,
      };
      await unlessAborted(this.#sink.signal, guard(archive));
      this.#sink.signal.throwIfAborted();
      const { place, temporary } = this.#begun;
      await makeVisible(temporary, archivePath(place, archive.file));
      this.#isKept = true;
      return archive;
    });
  }

  async abort(): Promise<void> {
    if (this.#isKept) return;
    // What cannot be removed now is a leftover, which cleaning up finds; the reason for giving up
    // is the error to be seen.
    const removing = rm(this.#begun.temporary, { force: true }).catch(() => {});
    await Promise.all([this.#sink.giveUp(), removing]);
  }

  async #addOther(entry: Entry, facts: RecordFacts): Promise<AddedEntry> {
    await this.#sink.putBytes(facts, await pack(entry.link ?? Buffer.alloc(0), "store"));
    return { kept: true, bytes: 0, sha256: null, warning: null };
  }

  async #addFile(entry: Entry, facts: RecordFacts, isAgain = false): Promise<AddedEntry> {
    const { signal } = this.#sink;
    let content: Content | null = null;
    try {
      const opening = entry.open().catch((error: unknown) => {
        throw new SourceError(error);
      });
      content = await unlessAborted(signal, opening, (late) => void close(late));
      const seen = await this.#store(content, facts);
      const judging = content.verdict().catch((error: unknown) => asWarning(error, entry.path));
      const warning = await unlessAborted(signal, judging);
      return { kept: true, bytes: seen.bytes, sha256: seen.sha256, warning };
    } catch (error) {
      if (content) void close(content);
      signal.throwIfAborted();
      if (!(error instanceof SourceError)) throw error;
      // Nothing of it stands in the archive any more: the second reading takes its place.
      if (error.cause instanceof ReadAgain && !isAgain) return this.#addFile(entry, facts, true);
      return leftOut(asWarning(error.cause, entry.path));
    }
  }

  async #store(content: Content, facts: RecordFacts): Promise<{ bytes: number; sha256: string }> {
    const head = await unlessAborted(this.#sink.signal, readHead(content.stream));
    if (head.rest === null) {
      await this.#sink.putBytes(facts, await pack(head.bytes, "smaller"));
      return { bytes: head.bytes.length, sha256: sha256Of(head.bytes) };
    }
    const { chunks, seen } = measured(head);
    const deflate = isCompressible(head.bytes);
    await this.#sink.putStream(facts, { chunks, expectedBytes: content.size, deflate });
    return seen();
  }

  #name(): string {
    const { plan, run, createdAt } = this.#begun.order.manifest;
    const { archiveId } = this.#begun.order;
    return archiveFile({ archiveId, planId: plan.id, run: run.number, createdAt });
  }

  async #alone<T>(work: () => Promise<T>): Promise<T> {
    this.#sink.signal.throwIfAborted();
    if (this.#isBusy || this.#isKept) throw new Error("An archive takes one entry at a time.");
    this.#isBusy = true;
    try {
      return await work();
    } finally {
      this.#isBusy = false;
    }
  }
}

/** Closing can hang where reading did; nobody waits for it. */
function close(content: Content): Promise<void> {
  return content.close().catch(() => {});
}
