import type { Readable } from "node:stream";
import type { Failure } from "#lib/failures";

export const entryKinds = ["file", "folder", "link"] as const;
export type EntryKind = (typeof entryKinds)[number];

/** The content of a file entry while it is being read. */
export interface Content {
  /** Bytes that `stream` gives: fixed when it is opened. */
  size: number;
  stream: Readable;
  /**
   * Called after `stream` ended: `null` when the file stayed as it was, otherwise the warning that
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
  /** Where a link points, as text; `null` for other kinds. */
  link: string | null;
  /** Set where this is an older text, because a newer one could not be had. */
  stale: { since: Date } | null;
  /**
   * Opens a file's content; called once, and only for `kind: "file"`.
   *
   * @throws Failure with severity `warning` (`entry-unreadable`, `entry-vanished`, `entry-replaced`):
   *   this entry is left out by name and the run goes on
   */
  open(): Promise<Content>;
}
