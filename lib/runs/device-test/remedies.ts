import type { Attempt } from "#lib/collect";
import type { CauseName, Failure } from "#lib/failures";
import type { Device } from "#lib/inventory";
import { platformIds } from "#lib/platforms/schema";
import type { Remedy } from "./schema.ts";

/** More than these would be a list to read instead of a way out. */
const remediesMax = 3;
/** What one press of the button makes of a limit, and as far as it may go. */
const timeOutFactor = 2;
const silentSecondsMax = 600;
const commandSecondsMax = 3_600;

/** What is known besides what the attempt showed. */
export interface Tested {
  device: Device;
  /** Without a byte, and for a command: the limits that held. */
  limits: { silentMs: number; commandMs: number };
  /** The newest text that was put aside and waits for a person; `null`: none does. */
  quarantined: { versionId: string; number: number } | null;
}

/** What may mend what a test found, likeliest first; none where all is well. */
export function remediesFor(attempt: Attempt, tested: Tested): Remedy[] {
  const { outcome } = attempt;
  if (outcome.kind === "accepted") return [];
  const found =
    outcome.kind === "doubtful"
      ? forDoubts(outcome.doubts, tested)
      : (byCause[outcome.failure.causeName] ?? tryAgain)(outcome.failure, { ...tested, attempt });
  return found.length > 0 ? found.slice(0, remediesMax) : [again];
}

type Mend = (failure: Failure, tested: Tested & { attempt: Attempt }) => Remedy[];

const again: Remedy = { kind: "try-again", says: "Try again: this may pass by itself." };
const address: Remedy = { kind: "other-address", says: "Give the device another address." };
const port: Remedy = { kind: "other-port", says: "Give the device another port." };
const detected: Remedy = {
  kind: "detect-platform",
  says: "Let the platform be detected from what the device shows.",
};
const otherCredential: Remedy = {
  kind: "another-credential",
  says: "Sign in with another credential.",
};

const tryAgain: Mend = () => [again];

const newAddress: Mend = () => [address, again];

const signIn: Mend = (_failure, { device }) => [changed(device), otherCredential];

/** By the cause of the failure; one that is not here may be tried again. */
const byCause: { [cause in CauseName]?: Mend } = {
  dns: newAddress,
  "target-refused": () => [address],
  "tcp-refused": () => [port, again],
  "tcp-timeout": newAddress,
  unreachable: newAddress,
  "not-ssh": () => [port, address],
  kex: ({ facts }) => legacy((facts as { proposals?: string[] }).proposals ?? []),
  "host-key": (_failure, { attempt: { hostKey } }) => {
    if (!hostKey) return [];
    const { fingerprint } = hostKey;
    const says = "Trust the key it shows now, once you have compared it on the device's console.";
    return [{ kind: "trust-key", fingerprint, says }];
  },
  auth: signIn,
  "auth-method": signIn,
  "no-privilege": signIn,
  "no-prompt": (_failure, tested) => otherPlatform(tested),
  "command-refused": (_failure, tested) => [...otherPlatform(tested), otherCredential],
  "not-recognised": (_failure, { attempt }) => [chosen(attempt)],
  "unknown-question": () => [again, otherCredential],
  "device-silent": (_failure, { limits }) => [
    ...longer("silentSeconds", limits.silentMs, silentSecondsMax),
    again,
  ],
  "device-slow": (_failure, { limits }) => [
    ...longer("commandSeconds", limits.commandMs, commandSecondsMax),
    again,
  ],
};

function changed({ credential }: Device): Remedy {
  const says = `Correct the credential “${credential.name}”.`;
  return { kind: "change-credential", credentialId: credential.id, says };
}

function legacy(algorithms: string[]): Remedy[] {
  if (algorithms.length === 0) return [];
  const says = `Allow ${algorithms.join(", ")} for this device alone.`;
  return [{ kind: "allow-legacy", algorithms, says }];
}

/** A platform that a person chose may be the wrong one; one that was detected is not. */
function otherPlatform({ device, attempt }: { device: Device; attempt: Attempt }): Remedy[] {
  return device.platform === null ? [chosen(attempt)] : [detected, chosen(attempt)];
}

function chosen({ recognised }: Attempt): Remedy {
  const ids = recognised?.candidates.map(({ id }) => id) ?? [];
  const candidates = platformIds.filter((id) => ids.includes(id));
  candidates.sort((a, b) => ids.indexOf(a) - ids.indexOf(b));
  return { kind: "choose-platform", candidates, says: "Choose the platform of the device." };
}

function longer(
  limit: "silentSeconds" | "commandSeconds",
  heldMs: number,
  secondsMax: number,
): Remedy[] {
  const held = Math.ceil(heldMs / 1_000);
  const seconds = Math.min(secondsMax, held * timeOutFactor);
  if (seconds <= held) return [];
  const says = `Wait for this device up to ${seconds} s instead of ${held} s.`;
  return [{ kind: "raise-time-out", limit, seconds, says }];
}

/** Doubts that a wrong platform would raise: it looks for another beginning and end. */
const ofWrongPlatform: readonly string[] = ["no-begin", "no-end", "empty", "unbalanced"];

function forDoubts(doubts: readonly { code: string }[], { device, quarantined }: Tested): Remedy[] {
  const looked: Remedy = quarantined
    ? {
        kind: "accept-quarantined",
        ...quarantined,
        says: `Look at version ${quarantined.number}, which waits in quarantine, and accept it as it is.`,
      }
    : { kind: "back-up", says: "Back it up: its text is put aside, where you can accept it." };
  const suspect = doubts.some(({ code }) => ofWrongPlatform.includes(code));
  return suspect && device.platform !== null ? [looked, detected] : [looked, again];
}
