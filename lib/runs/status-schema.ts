/** How things stand, as pages, the API and the command line tell it; no database in here. */
import type { PlanBrake } from "./brake-schema.ts";
import type { RunDocument, RunState } from "./schema.ts";

/** How things stand, in the form that the API and `holdfast status --json` give. */
export interface StatusDocument {
  healthy: boolean;
  worker: { alive: boolean; owner: string | null; since: Date | null };
  plans: {
    id: string;
    name: string;
    enabled: boolean;
    nextRunAt: Date | null;
    overdue: boolean;
    lastRun: { number: number; state: RunState; endedAt: Date | null } | null;
    lastGoodAt: Date | null;
    lastProvenAt: Date | null;
    /** Nothing of it is let go, because an archive is unlike those before it; `null`: it is off. */
    brake: Pick<PlanBrake, "run" | "since" | "archives" | "sentence" | "lastGood"> | null;
  }[];
  devices: ProtectionCounts & { quarantined: number };
  sources: ProtectionCounts;
  openRuns: RunDocument[];
}

export interface ProtectionCounts {
  total: number;
  protected: number;
  stale: number;
  unprotected: number;
  paused: number;
}
