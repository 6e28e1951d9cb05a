/** Shapes of what archives take, and of what letting go would free; no database in here. */
import type { SourceKind } from "#lib/plans/schema";

/** What the archives take, and of what. */
export interface StorageUse {
  archiveBytes: number;
  freeBytes: number;
  totalBytes: number;
  byKind: { kind: SourceKind; bytes: number }[];
  byPlan: { plan: { id: string; name: string }; archives: number; bytes: number }[];
  /** Bytes of all archives kept at the end of each day, oldest first. */
  daily: { day: string; bytes: number }[];
}

/** What a plan's retention would do to its archives as they are now. */
export interface RetentionPreview {
  /** The newest 500; `keptCount` counts all. */
  kept: { run: number; createdAt: Date; bytes: number; because: string[] }[];
  keptCount: number;
  /** The newest 500; `letGoCount` and `freesBytes` are of all. */
  letGo: { run: number; createdAt: Date; bytes: number }[];
  letGoCount: number;
  freesBytes: number;
}
