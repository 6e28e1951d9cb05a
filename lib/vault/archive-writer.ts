import { createHash } from "node:crypto";
import { type FileHandle, mkdir, open, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { Content, Entry } from "#lib/entries";
import { asDiskFailure, fail } from "#lib/failures";
import {
  type AddedEntry,
  type ArchiveWriter,
  archiveEntriesMax,
  type KeptArchive,
} from "./archive.ts";
import { checkVault } from "./begin.ts";
import { isCompressible, measured, pack, readHead, SourceError, sha256Of } from "./content.ts";
import { asWarning, entryLine, factsOf, leftOut, refusal } from "./entry.ts";
import {
  type ManifestHead,
  type ManifestTail,
  manifestName,
  manifestText,
  type WrittenSource,
} from "./manifest.ts";
import { Paths } from "./paths.ts";
import { unlessAborted } from "./patience.ts";
import {
  archiveFile,
  archivePath,
  archivesOf,
  fileMode,
  folderMode,
  isCode,
  type Owner,
  temporaryFile,
  temporaryOf,
  type VaultPlace,
} from "./place.ts";
import { syncFolder } from "./sync.ts";
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
  await unlessAborted(checkVault(place), order.signal);
  const temporary = temporaryFile(place, order);
  const handle = await unlessAborted(openTemporary(place, temporary), order.signal, (late) => {
    late.close().then(
      () => rm(temporary, { force: true }),
      () => {},
    );
  });
  return new Writer({ place, order, temporary, handle });
}

async function openTemporary(place: VaultPlace, temporary: string): Promise<FileHandle> {
  try {
    for (const folder of [temporaryOf(place), archivesOf(place)]) await makeFolder(folder);
    return await open(temporary, "wx", fileMode);
  } catch (error) {
    throw asDiskFailure(error, temporary);
  }
}

/** Not with its parents: those would be made on the disk below when the vault's is unmounted. */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: folderMode });
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
    return;
  }
  await syncFolder(path.dirname(folder));
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
  readonly #counts = new Map<string, { entries: number; bytes: number }>();
  #contentBytes = 0;
  #isBusy = false;
  #final: string | null = null;
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
      this.#count(source, added.bytes);
      return added;
    });
  }

  keep(tail: ManifestTail, guard: (archive: KeptArchive) => Promise<void>): Promise<KeptArchive> {
    return this.#alone(async () => {
      const manifestSha256 = await this.#putManifest(tail);
      const written = await this.#sink.finish();
      const archive: KeptArchive = {
        file: this.#name(),
        ...written,
        entries: this.#lines.length,
        contentBytes: this.#contentBytes,
        manifestSha256,
      };
      await unlessAborted(guard(archive), this.#sink.signal);
      this.#sink.signal.throwIfAborted();
      await this.#makeVisible(archive.file);
      this.#isKept = true;
      return archive;
    });
  }

  async abort(): Promise<void> {
    if (this.#isKept) return;
    const removed = [this.#begun.temporary, this.#final].filter((name) => name !== null);
    // What cannot be removed now is a leftover, which cleaning up finds; the reason for giving up
    // is the error to be seen.
    const removing = removed.map((name) => rm(name, { force: true }).catch(() => {}));
    await Promise.all([this.#sink.giveUp(), ...removing]);
  }

  async #addOther(entry: Entry, facts: RecordFacts): Promise<AddedEntry> {
    await this.#sink.putBytes(facts, await pack(Buffer.from(entry.link ?? ""), "store"));
    return { kept: true, bytes: 0, sha256: null, warning: null };
  }

  async #addFile(entry: Entry, facts: RecordFacts): Promise<AddedEntry> {
    const { signal } = this.#sink;
    let content: Content | null = null;
    try {
      const opening = entry.open().catch((error: unknown) => {
        throw new SourceError(error);
      });
      content = await unlessAborted(opening, signal, (late) => void close(late));
      const seen = await this.#store(content, facts);
      const warning = await unlessAborted(content.verdict(), signal);
      return { kept: true, bytes: seen.bytes, sha256: seen.sha256, warning };
    } catch (error) {
      if (content) void close(content);
      signal.throwIfAborted();
      if (error instanceof SourceError) return leftOut(asWarning(error.cause, entry.path));
      throw error;
    }
  }

  async #store(content: Content, facts: RecordFacts): Promise<{ bytes: number; sha256: string }> {
    const head = await unlessAborted(readHead(content.stream), this.#sink.signal);
    if (head.rest === null) {
      await this.#sink.putBytes(facts, await pack(head.bytes, "smaller"));
      return { bytes: head.bytes.length, sha256: sha256Of(head.bytes) };
    }
    const { chunks, seen } = measured(head);
    const deflate = isCompressible(head.bytes);
    await this.#sink.putStream(facts, { chunks, expectedBytes: content.size, deflate });
    return seen();
  }

  async #putManifest(tail: ManifestTail): Promise<string> {
    const { manifest } = this.#begun.order;
    const sources = tail.sources.map(({ kind, name, path: from, state, warnings }) => {
      const { entries, bytes } = this.#countOf({ kind, name });
      const place = from === null ? {} : { path: from };
      return { kind, name, ...place, entries, bytes, state, warnings } satisfies WrittenSource;
    });
    const lists = { sources, entries: this.#lines, warnings: tail.warnings };
    const hash = createHash("sha256");
    const chunks = async function* () {
      for (const text of manifestText(manifest, lists)) {
        const bytes = Buffer.from(text);
        hash.update(bytes);
        yield bytes;
      }
    };
    const facts: RecordFacts = {
      path: manifestName,
      kind: "file",
      mode: fileMode,
      uid: process.getuid?.() ?? 0,
      gid: process.getgid?.() ?? 0,
      modified: manifest.createdAt,
    };
    await this.#sink.putStream(facts, { chunks: chunks(), expectedBytes: 0, deflate: true });
    return hash.digest("hex");
  }

  /** The one step by which an archive comes to be; before it there is none. */
  async #makeVisible(file: string): Promise<void> {
    const { place, temporary } = this.#begun;
    const final = archivePath(place, file);
    try {
      await makeFolder(path.dirname(final));
      const inTheWay = await stat(final).catch(() => null);
      if (inTheWay) throw fail("disk-error", { path: final, detail: "a file of that name exists" });
      this.#final = final;
      await rename(temporary, final);
      await syncFolder(path.dirname(final));
    } catch (error) {
      throw asDiskFailure(error, final);
    }
  }

  #name(): string {
    const { plan, run, createdAt } = this.#begun.order.manifest;
    const { archiveId } = this.#begun.order;
    return archiveFile({ archiveId, planId: plan.id, run: run.number, createdAt });
  }

  #count(source: { kind: string; name: string }, bytes: number): void {
    const count = this.#countOf(source);
    this.#counts.set(keyOf(source), { entries: count.entries + 1, bytes: count.bytes + bytes });
    this.#contentBytes += bytes;
  }

  #countOf(source: { kind: string; name: string }): { entries: number; bytes: number } {
    return this.#counts.get(keyOf(source)) ?? { entries: 0, bytes: 0 };
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

function keyOf(source: { kind: string; name: string }): string {
  return `${source.kind}/${source.name}`;
}

/** Closing can hang where reading did; nobody waits for it. */
function close(content: Content): Promise<void> {
  return content.close().catch(() => {});
}
