import type { FailureReport } from "#lib/failures";

/** Shapes of config versions as pages, the API and the command line show them; no database in here. */

export const versionStates = ["active", "past", "quarantined"] as const;
export type VersionState = (typeof versionStates)[number];

/** Why a text is not believed, and the line or number that shows it. */
export interface Doubt {
  code: string;
  says: string;
  evidence: string;
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
