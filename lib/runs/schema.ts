/** Shapes of runs as pages, the API and the command line show them; no database in here. */
import type { FailureReport } from "#lib/failures";
import type { RunArchive } from "./archive-schema.ts";

export * from "./archive-files/schema.ts";
export type * from "./archive-schema.ts";
export { archiveStates, noteLengthMax } from "./archive-schema.ts";
export { type BrakeLimits, brakeLimits } from "./brake/limits.ts";
export type * from "./brake-schema.ts";
export type * from "./device-test/schema.ts";
export { type Forecast, forecast } from "./forecast.ts";
export type * from "./status-schema.ts";
export type * from "./storage-schema.ts";

export const runStates = [
  "queued",
  "running",
  "succeeded",
  "warnings",
  "failed",
  "cancelled",
  "interrupted",
] as const;
export type RunState = (typeof runStates)[number];

export const runTriggers = ["schedule", "catch-up", "again", "person", "cli"] as const;
export type RunTrigger = (typeof runTriggers)[number];

export const stepStates = [
  "waiting",
  "running",
  "succeeded",
  "warnings",
  "failed",
  "skipped",
] as const;
export type StepState = (typeof stepStates)[number];

export const stepKinds = ["prepare", "source", "archive", "verify", "retention"] as const;
export type StepKind = (typeof stepKinds)[number];

export const runDeviceStates = [
  "waiting",
  "collecting",
  "kept",
  "unchanged",
  "quarantined",
  "failed",
] as const;
export type RunDeviceState = (typeof runDeviceStates)[number];

/** One device of a run. */
export interface RunDevice {
  device: { id: string; name: string; address: string; port: number };
  platform: string | null;
  state: RunDeviceState;
  startedAt: Date | null;
  endedAt: Date | null;
  /** What it gave; `null`: nothing. */
  version: { id: string; number: number } | null;
  /** With the algorithms that would mend it, where that is known. */
  failure: (FailureReport & { algorithms?: string[] }) | null;
}

/** Why a run reads files that are unchanged. `first`: there is no archive to tell what is. */
export const readAllReasons = ["asked", "due", "first"] as const;
export type ReadAllReason = (typeof readAllReasons)[number];

/** A file that took long to read and to store. */
export interface SlowFile {
  path: string;
  /** Bytes of content. */
  bytes: number;
  /** Milliseconds. */
  ms: number;
}

/** What a step has worked through so far. */
export interface StepCounts {
  entries: number;
  bytes: number;
  warnings: number;
}

/** Where a running run is, from what is known; nothing is invented. */
export interface RunProgress {
  step: string;
  entriesDone: number;
  /** `null` until the sources were counted. */
  entriesTotal: number | null;
  bytesDone: number;
  bytesTotal: number | null;
  /** 0 to 1 over the whole run; `null` while the total is not known. */
  fraction: number | null;
  remainingMs: number | null;
}

export interface RunStep {
  id: string;
  kind: StepKind;
  name: string;
  sourceId: string | null;
  /** Whether it is the step of a list of devices. */
  ofDevices: boolean;
  state: StepState;
  startedAt: Date | null;
  endedAt: Date | null;
  counts: StepCounts;
  message: string | null;
  error: FailureReport | null;
  /** Median of its last runs; `null` where there were none. */
  usualMs: number | null;
}

export interface RunMessage {
  id: number;
  at: Date;
  level: "info" | "warning" | "error";
  subject: string;
  cause: string | null;
  sentence: string;
}

/** One line of a list of runs. */
export interface RunSummary {
  id: string;
  number: number;
  plan: { id: string; name: string };
  trigger: RunTrigger;
  requestedBy: string;
  /** To how many devices it is limited; `null`: it is of the whole plan. */
  limitedTo: number | null;
  state: RunState;
  dueAt: Date | null;
  queuedAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  cancelRequestedAt: Date | null;
  /** `null`: unchanged files are not read again. */
  readAll: ReadAllReason | null;
  /** A sentence; `null` when it does not wait. */
  waitingFor: string | null;
  progress: RunProgress | null;
  warningCount: number;
  error: FailureReport | null;
  archive: RunArchive | null;
}

export interface RunDetail extends RunSummary {
  steps: RunStep[];
  /** The files that took longest, the slowest first. */
  slowest: SlowFile[];
  /** Median of the plan's last good runs; `null` where there were none. */
  usualMs: number | null;
}

/** How the runs of one day ended. */
export interface DayOutcome {
  /** Local date, `2026-03-10`. */
  day: string;
  succeeded: number;
  warnings: number;
  failed: number;
}

/** A run in the form that the API and `holdfast run --json` give; fields are only ever added. */
export interface RunDocument {
  id: string;
  number: number;
  /** The plan's name. */
  plan: string;
  trigger: RunTrigger;
  state: RunState;
  queuedAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  readAll: ReadAllReason | null;
  slowest: SlowFile[];
  archive: Pick<
    RunArchive,
    | "bytes"
    | "contentBytes"
    | "newBytes"
    | "storedBytes"
    | "unread"
    | "entries"
    | "sha256"
    | "verifiedAt"
    | "good"
    | "without"
    | "flag"
  > | null;
  steps: Pick<RunStep, "name" | "state" | "startedAt" | "endedAt" | "counts">[];
  warnings: Pick<RunMessage, "cause" | "sentence" | "subject">[];
  error: FailureReport | null;
}
