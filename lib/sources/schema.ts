/** Shapes that pages show of a source; no file system in here. */

/** Why something in a folder is left out: one of the patterns as it was written, or another rule. */
export interface LeftOutBy {
  rule: "exclude" | "include" | "size" | "marker" | "cache";
  /** The pattern, or words that stand for the rule, such as "larger than 100 MB". */
  text: string;
}

/** What a plan would take from a folder, and what not. */
export interface FolderPreview {
  included: { files: number; folders: number; links: number; bytes: number };
  excluded: {
    files: number;
    bytes: number;
    /** Every exclude pattern, in its order and also when it matches nothing, then the other rules. */
    byPattern: { pattern: string; rule: LeftOutBy["rule"]; files: number; bytes: number }[];
  };
  /** What is never in an archive or could not be looked at: the first ones, and why. */
  skipped: { path: string; why: string }[];
  /** How many were skipped in all. */
  skippedTotal: number;
  /** Some of what was seen, in and out, sorted by path; folders end in `/`. */
  sample: { path: string; bytes: number; in: boolean; why?: string }[];
  /** A bound was reached: the numbers are what was seen until then. */
  cut: boolean;
}

/** What trying a source found. */
export interface Trial {
  /** What a run would find there, for a person. */
  sentence: string;
  /** `null` when there is more than a quick look counts. */
  entries: number | null;
  bytes: number | null;
}
