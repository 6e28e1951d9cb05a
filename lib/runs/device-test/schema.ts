import type { FailureReport } from "#lib/failures";
import type { PlatformId } from "#lib/platforms/schema";

/** Shapes of a connection test, for pages and the command line; no database in here. */

/** One part of a test, while it goes on or once it is over. */
export interface TestStage {
  /** Such as `key exchange`. */
  stage: string;
  state: "running" | "good" | "failed";
  /** `null` while it goes on. */
  ms: number | null;
  /** What it found; `""` while it goes on. */
  says: string;
}

/**
 * What may mend a test that failed, likeliest first. Each says in a sentence what to do, and in
 * another why; a page makes a button of the first.
 */
export type Remedy = { says: string; why: string } & (
  | { kind: "trust-key"; pinned: string; fingerprint: string }
  | { kind: "allow-legacy"; algorithms: string[] }
  | { kind: "another-credential" }
  | { kind: "change-credential"; credentialId: string }
  | { kind: "raise-time-out"; limit: "silentSeconds" | "commandSeconds"; seconds: number }
  | { kind: "other-address" }
  | { kind: "other-port" }
  /** `candidates`: those something spoke for, the likeliest first; none: any may be it. */
  | { kind: "choose-platform"; candidates: PlatformId[] }
  | { kind: "detect-platform" }
  /** A text of an earlier run waits for a person. */
  | { kind: "accept-quarantined"; versionId: string; number: number }
  /** A run puts the text aside, where a person may look at it and accept it. */
  | { kind: "back-up" }
  | { kind: "try-again" }
);
export type RemedyKind = Remedy["kind"];

/** One thing that speaks for a platform. */
export interface PlatformEvidence {
  /** Its name. */
  platform: string;
  from: "identification" | "banner" | "prompt" | "answer";
  /** What the device sent. */
  seen: string;
}

/** What came of a test. It keeps nothing but the host key and the platform. */
export interface TestResult {
  state: "passed" | "doubtful" | "failed";
  /** Why it failed; `null` unless it did. */
  failure: FailureReport | null;
  /** Why its text is not believed, and the line or number that shows it; empty unless it is doubtful. */
  doubts: { says: string; evidence: string }[];
  /** `null`: the device showed none. */
  hostKey: { type: string; fingerprint: string } | null;
  /** `null`: it is not known. */
  platform: { id: PlatformId; name: string } | null;
  /** What the platform was told by, the strongest first; empty: it was known before. */
  evidence: PlatformEvidence[];
  /** What a run would have kept; `null`: nothing came. */
  text: {
    bytes: number;
    lines: number;
    hostname: string | null;
    facts: Partial<Record<"model" | "version" | "serial", string>>;
  } | null;
  /** At most three. */
  remedies: Remedy[];
  /** What went over the line, without secrets. */
  transcript: string;
}

/** A test as it may be watched. */
export interface DeviceTest {
  stages: TestStage[];
  /** `null` while it goes on. */
  result: TestResult | null;
}
