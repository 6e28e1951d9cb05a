/** What the doctor finds; no database in here. */

/** Worst first. `unknown`: this machine gives no answer, which is never taken for a good one. */
export const findingStates = ["bad", "warning", "unknown", "good"] as const;
export type FindingState = (typeof findingStates)[number];

/** One thing that was looked at. */
export interface Finding {
  /** Stable, for programs: `disk.data`, `key.mode`. */
  id: string;
  state: FindingState;
  /** What was looked at, in a word or two. */
  title: string;
  /** What was found, and what follows from it. */
  sentence: string;
  /** What to do; `null`: nothing. */
  remedy: string | null;
  /** A line for a terminal that does it, where there is one. */
  command?: string;
  /** The page of the console on which it is done, where there is one. */
  page?: { words: string; path: string };
}

/** One look at the whole installation. */
export interface Examination {
  at: Date;
  /** Bad first, then warnings, what is not known, and what is good. */
  findings: Finding[];
  counts: Record<FindingState, number>;
}
