/** Shapes of the brake: why an archive was flagged, and what a person said to it; no database in here. */

/** What an archive is measured by, in the order it is told. */
export const brakeMeasures = ["gone", "changed", "hardened", "entries", "bytes"] as const;
export type BrakeMeasure = (typeof brakeMeasures)[number];

/** One way in which an archive is far off those before it. */
export interface BrakeFinding {
  measure: BrakeMeasure;
  /** Of `entries` and `bytes` the number itself, of the others a share, 0 to 1. */
  now: number;
  /** What it usually is. */
  low: number;
  high: number;
  /** Beyond this it is flagged. */
  limit: number;
  /** "61 % of files changed, usually 0.4 to 2.1 %". */
  sentence: string;
}

/** Who decided something, when and why. */
export interface Decision {
  at: Date;
  by: string;
  why: string;
}

/** Why an archive does not count for now, or did not until it was accepted. */
export interface ArchiveFlag {
  findings: BrakeFinding[];
  /** All findings as one sentence. */
  sentence: string;
  /** The run whose archive it was compared with. */
  against: number;
  /** A person said that it is as it should be; `null`: nobody did, and the brake is on. */
  accepted: Decision | null;
  /** A person said that the brake stays on; `null`: nobody did. */
  keptOn: Decision | null;
}

/** The brake of a plan that is on: nothing of it is let go. */
export interface PlanBrake {
  planId: string;
  /** The newest archive that is flagged, by the number of its run. */
  run: number;
  since: Date;
  /** How many archives are flagged. */
  archives: number;
  sentence: string;
  keptOn: Decision | null;
  /** The last good archive before the first flagged one, by the number of its run: it is pinned. */
  held: number;
  /** The newest good archive, by the number of its run; `null`: there is none any more. */
  lastGood: number | null;
}
