import type { Entry } from "#lib/entries";
import type { Failure } from "#lib/failures";

/** A SQLite database file on this machine. */
export interface DatabaseSource {
  kind: "database";
  name: string;
  config: { engine: "sqlite"; path: string };
}

/** A folder on this machine; see `FolderConfig` of the room `plans` for what each field means. */
export interface FolderSource {
  kind: "media" | "logs" | "files";
  name: string;
  config: {
    path: string;
    include: readonly string[];
    exclude: readonly string[];
    ignoreCase: boolean;
    excludeIfPresent: string;
    excludeCaches: boolean;
    largerThanBytes: number | null;
    oneFileSystem: boolean;
  };
}

export type Source = DatabaseSource | FolderSource;

/** What reading a source needs from its surroundings. */
export interface SourceSurroundings {
  /** A folder of this run alone, for snapshots. */
  scratch: string;
  /**
   * Real paths that no folder source may include (the key, the live database, the vault), each with
   * what it is: `{ path: "/…/vault", what: "the vault" }`. Left out silently below a folder, refused
   * as a source itself.
   */
  protectedPaths: readonly { path: string; what: string; database?: boolean }[];
  signal: AbortSignal;
  /** Absent: the clock of the machine. */
  now?: () => Date;
  /**
   * What the archive before holds of a database of this mark, `null`: nothing. Absent: it is not to
   * be relied on.
   *
   * @param path as the entry has it
   */
  before?: (asked: { path: string; mark: string }) => Promise<{ bytes: number } | null>;
  /** A warning about one entry; the run goes on. */
  warn: (warning: Failure) => void;
  /** Work moved: called with what was added since the last call. */
  moved: (more: { entries: number; bytes: number }) => void;
}

/** What a folder or database holds, counted before anything is written. */
export interface SourceCount {
  /** Files, folders and links that would be in the archive. */
  entries: number;
  files: number;
  bytes: number;
}

/** A source that was reached, counted and (a database) copied to a snapshot. */
export interface OpenSource {
  count: SourceCount;
  /** Whether it was not opened, because the archive before holds the same of it. */
  isUnchanged?: boolean;
  /** What goes into the archive, in a stable order, `NAME/…` below its kind's folder; read once. */
  entries(): AsyncIterable<Entry>;
  /** Removes its snapshot. */
  close(): Promise<void>;
}
