import type { Failure } from "#lib/failures";
import type { Fact, Recognised } from "#lib/platforms";

/** The parts of an attempt, in order; each device passes through them. */
export const stages = [
  "name",
  "connection",
  "key exchange",
  "sign-in",
  "prompt",
  /** Only where the platform was not known before. */
  "platform",
  "paging",
  "command",
  "gate",
] as const;
export type Stage = (typeof stages)[number];

/** One part that is over: what it found, and how long it took. */
export interface StageResult {
  stage: Stage;
  ms: number;
  /** A sentence for a person; never a secret. */
  says: string;
  good: boolean;
}

export interface HostKey {
  /** Such as `ssh-ed25519`. */
  type: string;
  /** `SHA256:…` */
  fingerprint: string;
}

/** What a device gave. */
export interface Capture {
  /** Lines end with a line feed, the last one too. */
  text: string;
  bytes: number;
  lines: number;
  /** The command that gave it. */
  command: string;
  /** `null`: it stands neither in the text nor in the prompt. */
  hostname: string | null;
  facts: { [fact in Fact]?: string };
}

/** Why a text that came in good order is not believed. */
export interface Doubt {
  code:
    | "empty"
    | "no-begin"
    | "no-end"
    | "unbalanced"
    | "half-size"
    | "hostname"
    | "refusal"
    | "echo"
    | "control";
  says: string;
  /** The line or number that shows it. */
  evidence: string;
}

export type Outcome =
  | { kind: "accepted"; capture: Capture }
  /** The session ended well, its text did not pass the gate; twice. */
  | { kind: "doubtful"; capture: Capture; doubts: Doubt[] }
  | { kind: "failed"; failure: Failure };

/** All that is known of one attempt at one device. */
export interface Attempt {
  outcome: Outcome;
  stages: StageResult[];
  /** `null`: none was shown. */
  hostKey: HostKey | null;
  /** Whether the device accepted the login. */
  signedIn: boolean;
  /** What the platform was told by; `null`: it was known before, or it never came so far. */
  recognised: Recognised | null;
  /** What went over the line, bounded, without secrets and without the text itself. */
  transcript: string;
}

/** What an attempt tells, and asks, while it goes on. */
export interface Watch {
  signal: AbortSignal;
  /** A stage ended. */
  stage?(result: StageResult): void;
  /** A stage began. */
  begins?(stage: Stage): void;
  /**
   * Called before the first secret is sent, with the device's key known: it may wait its turn, or
   * throw a Failure, and nothing is sent then.
   */
  beforeSecret?(hostKey: HostKey): Promise<void>;
  /** Called as soon as the device has accepted or refused the login. */
  answered?(accepted: boolean): void;
}
