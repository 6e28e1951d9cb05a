import type { Entry, WindowsNames } from "#lib/entries";
import type { Failure } from "#lib/failures";
import type { ManifestTail } from "./manifest.ts";

/** One archive holds this many entries: their names are held in memory to tell twins apart. */
export const archiveEntriesMax = 1_000_000;

/** What came of one entry. */
export interface AddedEntry {
  /** Whether the archive holds it now. */
  kept: boolean;
  /** Bytes of content; 0 for folders, links and what was left out. */
  bytes: number;
  /** Of a file's content, hexadecimal; `null` for folders, links and what was left out. */
  sha256: string | null;
  /** Why it was left out, or how it changed while it was read; `null` when all went well. */
  warning: Failure | null;
}

/** What a finished archive is known by. */
export interface KeptArchive {
  /** Its place in the vault, relative: what every other function of this room takes. */
  file: string;
  /** Size of the archive as a ZIP. */
  bytes: number;
  /** Without the manifest. */
  entries: number;
  /** Size of all content, unpacked. */
  contentBytes: number;
  /** SHA-256 of its manifest's file, hexadecimal: what names every byte of it. */
  sha256: string;
  /** SHA-256 of its `holdfast.json`, hexadecimal. */
  manifestSha256: string;
  /** What the vault grew by. */
  storedBytes: number;
  /** Content that the vault did not have before. */
  newBytes: number;
  /** Files that were not read, because nothing of them had changed. */
  unread: number;
  /** Names in it that Windows cannot hold. */
  windowsNames: WindowsNames;
}

/**
 * One archive being written. Nothing of it can be seen in the vault before `keep` has returned;
 * whoever began it calls `abort` in a `finally`, which does nothing after a successful `keep`.
 */
export interface ArchiveWriter {
  /**
   * Adds one entry. Its content is opened at once and read as fast as the disk takes it; several may
   * be under way, and stand in the archive in the order of the calls. What cannot be read is left out
   * whole, and the archive goes on without it.
   *
   * @param source under which entries and bytes are counted in the manifest
   * @throws Failure `too-many-entries`, `disk-full` and the other disk failures: the archive is lost.
   *   The signal's reason when it was aborted.
   */
  add(entry: Entry, source: { kind: string; name: string }): Promise<AddedEntry>;
  /**
   * Writes the manifest, makes everything durable and gives the archive its final name.
   *
   * @param guard called with what the archive will be known by, right before it becomes visible;
   *   what it throws (`lease-lost`) keeps it from becoming so
   */
  keep(tail: ManifestTail, guard: (archive: KeptArchive) => Promise<void>): Promise<KeptArchive>;
  /** Gives up and removes what was written. Safe to call at any time, and twice; never throws. */
  abort(): Promise<void>;
}
