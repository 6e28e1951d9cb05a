import type { Comparison } from "#lib/versions/schema";

/** Shapes of a file in archives as pages show them; no database in here. */

/** As much of a file is shown. */
export const shownBytesMax = 256 * 1024;
/** As many of its lines are shown. */
export const shownLinesMax = 5_000;
/** A line is cut after as many characters. */
export const shownCharsMax = 2_000;
/** As much of each text is compared. */
export const comparedBytesMax = 2 * 1024 * 1024;

/** One file of an archive. */
export interface ArchiveFile {
  path: string;
  /** Bytes. */
  size: number;
  modified: Date;
  /** Hexadecimal. */
  sha256: string | null;
}

/** What of a file can be read, secrets taken out. */
export type FileText =
  | {
      kind: "text";
      lines: string[];
      /** `null`: UTF-8, or nothing but ASCII. */
      encoding: string | null;
      /** Bytes that the lines stand for; fewer than the file has where it is cut. */
      bytes: number;
      /** Lines that are longer than is shown. */
      cutLines: number;
      /** Lines of which a secret was taken out. */
      secrets: number;
    }
  | {
      kind: "binary";
      /** Such as "PNG image"; `null`: not known. */
      type: string | null;
    };

export interface ArchiveFileText extends ArchiveFile {
  content: FileText;
}

/** A file in two archives, held against each other. */
export interface FileComparison {
  path: string;
  /** The older one. */
  a: ComparedFile;
  b: ComparedFile;
  outcome:
    | { kind: "same" }
    | {
        kind: "text";
        comparison: Comparison;
        /** Whether more of the file is there than was compared. */
        isCut: { a: boolean; b: boolean };
      }
    /** At least one is no text: what differs is not shown. */
    | { kind: "binary"; types: { a: string | null; b: string | null } };
}

export interface ComparedFile extends ArchiveFile {
  run: number;
  madeAt: Date;
}

/** An archive that stands in a history. */
export interface HistoryArchive {
  run: number;
  madeAt: Date;
}

/** Archives in a row that have the same at a path. */
export interface FileSpan {
  /**
   * `absent`: they hold no file there; `unreadable`: their listings are damaged or gone.
   */
  state: "there" | "absent" | "unreadable";
  newest: HistoryArchive;
  oldest: HistoryArchive;
  archives: number;
  /** `null` unless a file is there. */
  file: ArchiveFile | null;
}

/** What the archives of a plan have at one path. */
export interface FileHistory {
  /** Newest first. */
  spans: FileSpan[];
  /** Different contents among them. */
  texts: number;
  /** Archives that were looked at. */
  lookedAt: number;
  /** Run of the archive to go on from; `null`: all were looked at. */
  next: number | null;
}
