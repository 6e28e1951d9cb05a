/** Shapes of archives; no database in here. */
import type { WindowsNames } from "#lib/entries";
import type { SourceKind } from "#lib/plans/schema";
import type { ArchiveFlag } from "./brake-schema.ts";

/**
 * Which archives a list shows: good ones, flagged ones, ones without a source, damaged ones, pinned
 * ones, ones in the bin, and ones that left it.
 */
export const archiveStates = [
  "good",
  "flagged",
  "partial",
  "damaged",
  "pinned",
  "bin",
  "let-go",
] as const;
export type ArchiveState = (typeof archiveStates)[number];

/** As many characters a note has at most. */
export const noteLengthMax = 500;

/** What a run kept; `null` on the run when it kept nothing. */
export interface RunArchive {
  id: string;
  /** As a ZIP. */
  bytes: number;
  contentBytes: number;
  /** What the vault grew by. */
  storedBytes: number;
  /** Of the content, what the vault did not have before. */
  newBytes: number;
  /** Files that were not read, because nothing of them had changed. */
  unread: number;
  entries: number;
  /** Of what `sha256Of` names. */
  sha256: string;
  /** `zip`: an archive of the first version, which is one file. */
  sha256Of: "manifest" | "zip";
  verifiedAt: Date | null;
  good: boolean;
  /** Names of the sources that failed. */
  without: string[];
  damaged: string | null;
  /** Why it is unlike those before it, or was until a person accepted it; `null`: it is like them. */
  flag: ArchiveFlag | null;
  /** What a person wrote about it; `null`: nothing. */
  note: string | null;
  /** Since when nothing lets it go; `null`: it is not pinned. */
  pinnedAt: Date | null;
  /** The name of who pinned it. */
  pinnedBy: string | null;
  letGoAt: Date | null;
  letGoBecause: string | null;
  /** Where it was let go and can be taken back; `null`: it is kept, or it has left the bin. */
  bin: { until: Date; freesBytes: number | null } | null;
}

/** One line of a list of archives. */
export interface ArchiveSummary extends RunArchive {
  run: { id: string; number: number };
  plan: { id: string; name: string };
  createdAt: Date;
  /** Reasons of retention, such as "daily 1"; empty where no rule keeps it. */
  keptAs: string[];
}

/** What one source gave to an archive. */
export interface ArchiveSource {
  name: string;
  kind: SourceKind;
  entries: number;
  bytes: number;
  /** `false`: the archive is without it. */
  yielded: boolean;
}

export interface ArchiveDetail extends ArchiveSummary {
  /** Names in it that Windows cannot hold; `null`: they were not counted when it was made. */
  windowsNames: WindowsNames | null;
  sources: ArchiveSource[];
}

/** What was let go and can be taken back; `freesBytes` is `null` until it was counted. */
export interface BinState {
  /** So many days an archive waits. */
  days: number;
  archives: number;
  /** What emptying it would free. */
  freesBytes: number | null;
  /** When the first of them leaves; `null`: it is empty. */
  nextLeavesAt: Date | null;
  byPlan: { plan: { id: string; name: string }; archives: number; freesBytes: number | null }[];
}
