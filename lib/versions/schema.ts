import type { FailureReport } from "#lib/failures";

export { regexProblem } from "./search/regex.ts";

/** Shapes of config versions as pages, the API and the command line show them; no database in here. */

/** A text of more is not collected, and not added by hand either. */
export const handTextBytesMax = 32_000_000;

export const versionStates = ["active", "past", "quarantined"] as const;
export type VersionState = (typeof versionStates)[number];

/** Why a text is not believed, and the line or number that shows it. */
export interface Doubt {
  code: string;
  says: string;
  evidence: string;
}

/** Lines that a version has and lacks against the one before it, volatile ones set aside. */
export interface VersionChange {
  /** Id of the version it was held against. */
  from: string;
  /** `null`: not counted, as that text was damaged or too much differed. */
  added: number | null;
  removed: number | null;
}

/** One unbroken span in which a device gave one text. */
export interface ConfigVersion {
  id: string;
  deviceId: string;
  /** 1, 2, 3 … of the device. */
  number: number;
  state: VersionState;
  /** `hand`: a person put it there. */
  origin: "device" | "hand";
  platform: string;
  sha256: string;
  bytes: number;
  lines: number;
  /** `null`: none was seen. */
  hostname: string | null;
  firstSeenAt: Date;
  lastSeenAt: Date;
  timesSeen: number;
  /** Empty unless it was put aside. */
  doubts: Doubt[];
  acceptedBy: string | null;
  acceptedWhy: string | null;
  /** A quarantined one that a later good capture has made pointless. */
  supersededAt: Date | null;
  /** `null`: it is the first. */
  change: VersionChange | null;
}

/** A part of a device's versions, and how the other parts are reached. */
export interface VersionWindow {
  /** Newest first. */
  versions: ConfigVersion[];
  /** As many there are altogether. */
  total: number;
  /** The other parts, newest first: their numbers, and the id of the newest in each. */
  parts: { id: string; from: number; to: number }[];
}

/** Why an attempt failed, with what would mend it where that is known. */
export interface CaptureFailure extends FailureReport {
  /** The smallest set of algorithms with which keys could be exchanged. */
  algorithms?: string[];
}

/** One attempt at a device. */
export interface CaptureSummary {
  id: string;
  runId: string | null;
  startedAt: Date;
  endedAt: Date;
  outcome: "kept" | "unchanged" | "quarantined" | "failed";
  versionId: string | null;
  failure: CaptureFailure | null;
}

/** The newest text of a device that may be relied on. */
export interface LastGood {
  versionId: string;
  number: number;
  sha256: string;
  bytes: number;
  hostname: string | null;
  firstSeenAt: Date;
  /** When the device was last seen to say it. */
  seenAt: Date;
}

/** How one device stands with its versions, in a list of many. */
export interface DeviceRecord {
  /** What it says now; `null`: no text may be relied on yet. */
  active: { number: number; firstSeenAt: Date; lastSeenAt: Date } | null;
  /** Texts that were put aside and wait for a person. */
  quarantined: number;
  /** The newest attempt; `null`: there was none. */
  last: (Omit<CaptureOutline, "deviceId"> & { failure: FailureReport | null }) | null;
}

/** One attempt as a bar in a row of them. */
export interface CaptureOutline
  extends Pick<CaptureSummary, "id" | "startedAt" | "endedAt" | "outcome"> {
  deviceId: string;
}

/** One of the things a configuration has to contain, or to lack. */
export interface SearchCondition {
  is: "contains" | "lacks";
  text: string;
  /** A line is this and nothing more; otherwise it has this somewhere. */
  whole: boolean;
}

/** What several devices have in common that match a search. */
export interface SearchAnswer {
  /** Lines that made them match, secrets taken out; none where a search asks only for what lacks. */
  lines: { text: string; marks: readonly Mark[] }[];
  /** Such lines that are not given. */
  more: number;
  deviceIds: string[];
}

/** What a search over the fleet found. */
export interface SearchResult {
  /** The largest first. */
  answers: SearchAnswer[];
  /** More than `answers` where there are too many to give. */
  differentAnswers: number;
  /** Devices that match. */
  devices: number;
  /** Configurations that were searched, and their size. */
  searched: number;
  bytes: number;
  /** Ids of devices that have no copy and were not searched. */
  without: string[];
  /** Ids of devices whose stored text is damaged. */
  damaged: string[];
}

/** A part of a line's characters: from, and the first that is no longer in it. */
export type Mark = readonly [from: number, to: number];

/** One side of a row: a line of one text, secrets taken out. */
export interface ComparedSide {
  /** From 1. */
  line: number;
  text: string;
  /** What of it is other than opposite; empty: all of it, or nothing. */
  marks: readonly Mark[];
}

/** Two lines beside each other. */
export interface ComparedRow {
  /** Its place among all rows of the comparison, from 0. */
  index: number;
  /** `same`: both sides say the same; otherwise what is there was removed (`a`) or added (`b`). */
  kind: "same" | "changed";
  /** `null`: nothing stands opposite. */
  a: ComparedSide | null;
  b: ComparedSide | null;
}

/** Rows that stand below one heading, or rows that are left out until somebody asks for them. */
export type ComparedPart =
  | {
      kind: "section";
      /** Headings from the left edge inwards; empty: below none. */
      path: readonly string[];
      added: number;
      removed: number;
      rows: ComparedRow[];
    }
  | {
      kind: "gap";
      /** Index of its first row, and of the first that is no longer in it. */
      from: number;
      to: number;
      /** Changed rows in it; 0 unless there are too many to show at once. */
      changed: number;
      /** Sections in it, the first few. */
      sections: readonly string[];
    };

/** Two texts compared, secrets taken out. */
export interface Comparison {
  parts: ComparedPart[];
  /** Lines, wherever they stand. */
  added: number;
  removed: number;
  /** Sections with a change. */
  sections: number;
  /** Rows altogether, those left out among them. */
  rows: number;
  /** Characters of the longest line. */
  longest: number;
  /** Lines of each text that differ without anybody having changed anything. */
  volatile: { a: number; b: number };
  /** Lines of each text of which something was taken out. */
  redacted: { a: number; b: number };
  /** Changed rows in which nothing but a secret differs. */
  secretsChanged: number;
  /** Too much differed for the usual way: more may be the same than is shown so. */
  coarse: boolean;
}

/** Which versions brought the lines of one. */
export interface Blame {
  /** All of its lines, in order. */
  runs: BlameRun[];
  /** Those that brought some of them, newest first. */
  versions: BlamedVersion[];
  /** Why not every line was found: the oldest version looked at; `null`: every one was. */
  ended: { at: number; why: "far" | "damaged" | "work" } | null;
  /** Between some two versions too much differed: a line may be older than is said. */
  coarse: boolean;
}

/** Lines in a row that came with the same version. */
export interface BlameRun {
  /** Number of its first line, from 1. */
  from: number;
  lines: number;
  /** Number of the version; `older`: none that was looked at; `aside`: nobody changed them. */
  by: number | "older" | "aside";
}

/** A version that brought a line. */
export interface BlamedVersion {
  id: string;
  number: number;
  firstSeenAt: Date;
  /** The one that was believed before it; `null`: it is the first. */
  before: { id: string; number: number } | null;
}
