import type { Failure } from "#lib/failures";

export const entryKinds = ["file", "folder", "link"] as const;
export type EntryKind = (typeof entryKinds)[number];

/**
 * Breaks off a content at the end of its first reading: the file changed meanwhile. What was
 * given counts for nothing, and the entry is opened once more.
 */
export class ReadAgain extends Error {
  constructor() {
    super("The file changed while it was read.");
  }
}

/** The content of a file entry while it is being read. */
export interface Content {
  /** Bytes that `chunks` give: fixed when it is opened. */
  size: number;
  /** Read at most once; may break off with `ReadAgain`, once for each entry. */
  chunks: AsyncIterable<Buffer>;
  /**
   * Called after the last of `chunks`: `null` when the file stayed as it was, otherwise the warning that
   * names how it changed. The content already read is kept either way.
   */
  verdict(): Promise<Failure | null>;
  /** Frees what the content holds when it is not read to its end. */
  close(): Promise<void>;
}

/** One thing a source yields, on its way into an archive. */
export interface Entry {
  /** Its place in the archive: relative, `/` between parts, valid UTF-8 (see `archiveName`). */
  path: string;
  /** The bytes of the whole path where `path` had to escape some of them, else `null`. */
  nameBytes: Buffer | null;
  kind: EntryKind;
  /** Bytes; 0 for folders and links. */
  size: number;
  /** Unix mode, permission bits only. */
  mode: number;
  uid: number;
  gid: number;
  modified: Date;
  /** Time of the last change of inode or content (ctime). */
  changed: Date;
  inode: number;
  device: number;
  /** Where a link points, in the bytes of the file system; `null` for other kinds. */
  link: Buffer | null;
  /** Set where this is an older text, because a newer one could not be had. */
  stale: { since: Date } | null;
  /**
   * What is the same as long as the content is, where size and times of one file do not say it;
   * `null`: nothing says so. Absent: size, times and inode do.
   */
  mark?: string | null;
  /**
   * Opens a file's content; only for `kind: "file"`, once, and once more after `ReadAgain`.
   *
   * @throws Failure with severity `warning` (`entry-unreadable`, `entry-vanished`, `entry-replaced`):
   *   this entry is left out by name and the run goes on
   */
  open(): Promise<Content>;
}
