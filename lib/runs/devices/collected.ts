import type { Attempt } from "#lib/collect";
import type { Failure } from "#lib/failures";
import type { Contact, Device } from "#lib/inventory";
import type { CaptureFailure, CaptureResult } from "#lib/versions";

/** What became of one device in a run. */
export interface Collected {
  device: Device;
  state: "kept" | "unchanged" | "quarantined" | "failed";
  /** `null`: it failed. */
  versionId: string | null;
  /** `null`: it gave a text that is believed. */
  failure: Failure | null;
  startedAt: Date;
  endedAt: Date;
}

/** What an attempt learned of a device, in the words of the room that knows devices. */
export function contactOf(device: Device, attempt: Attempt): Contact {
  const { outcome, hostKey, signedIn, recognised } = attempt;
  const facts = outcome.kind === "failed" ? null : outcome.capture.facts;
  const { platform = null, evidence = [] } = recognised ?? {};
  return {
    deviceId: device.id,
    key: hostKey,
    signedIn,
    facts,
    recognised: platform && { platform, evidence },
  };
}

/** What an attempt gave, in the words of the room that keeps it. */
export function givenBy({ outcome }: Attempt): CaptureResult["given"] {
  if (outcome.kind === "failed") return { kind: "failed", failure: reportOf(outcome.failure) };
  const { text, hostname } = outcome.capture;
  if (outcome.kind === "accepted") return { kind: "accepted", text, hostname };
  return { kind: "doubtful", text, hostname, doubts: outcome.doubts };
}

/** A failure as it is stored, with the algorithms that would mend it. */
export function reportOf(failure: Failure): CaptureFailure {
  const report = failure.report();
  if (failure.causeName !== "kex") return report;
  const { proposals } = failure.facts as { proposals?: string[] };
  return proposals?.length ? { ...report, algorithms: proposals } : report;
}
