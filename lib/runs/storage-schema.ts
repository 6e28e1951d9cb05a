/** Shapes of what archives take, and of what letting go would free; no database in here. */
import type { SourceKind } from "#lib/plans/schema";
import type { BinState } from "./archive-schema.ts";

/** What the archives take, and of what. */
export interface StorageUse {
  /** What the vault takes on its disk. */
  archiveBytes: number;
  freeBytes: number;
  totalBytes: number;
  archives: number;
  /** The content that the archives stand for, each complete. */
  contentBytes: number;
  /** The same archives, each as a ZIP. */
  zipBytes: number;
  /** What was let go and can be taken back; no other number here but `archiveBytes` holds it. */
  bin: BinState;
  byKind: { kind: SourceKind; bytes: number }[];
  byPlan: PlanUse[];
  bySource: SourceUse[];
  /** What the vault took at the end of each day, oldest first. */
  daily: { day: string; bytes: number }[];
}

/** What the archives of one plan take; content that plans share counts for the one that came first. */
export interface PlanUse {
  plan: { id: string; name: string };
  archives: number;
  /** What they added to the vault. */
  bytes: number;
  contentBytes: number;
  /** What they added in the last 30 days. */
  monthBytes: number;
}

/** What one source takes; what an archive added is shared out among its sources by their content. */
export interface SourceUse extends PlanUse {
  source: { id: string; name: string; kind: SourceKind };
}

/** What a plan's retention would do to its archives as they are now. */
export interface RetentionPreview {
  /** The newest 500; `keptCount` counts all. */
  kept: { run: number; createdAt: Date; bytes: number; because: string[] }[];
  keptCount: number;
  /** The newest 500; `letGoCount` counts all. */
  letGo: { run: number; createdAt: Date; bytes: number }[];
  letGoCount: number;
  /** The run whose flagged archive keeps all of this from happening; `null`: the brake is off. */
  brake: number | null;
}
