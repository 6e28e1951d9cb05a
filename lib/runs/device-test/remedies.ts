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

const again: Remedy = { kind: "try-again", says: "Try again.", why: "This may pass by itself." };
const address: Remedy = {
  kind: "other-address",
  says: "Give the device another address.",
  why: "It may have moved.",
};
const port: Remedy = {
  kind: "other-port",
  says: "Give the device another port.",
  why: "SSH may listen on another one.",
};
const detected: Remedy = {
  kind: "detect-platform",
  says: "Let the platform be detected.",
  why: "It is told by what the device shows.",
};
const otherCredential: Remedy = {
  kind: "another-credential",
  says: "Sign in with another credential.",
  why: "The device uses it from then on.",
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
  "host-key": (_failure, { device: { hostKey: pinned }, attempt: { hostKey } }) => {
    if (!hostKey || !pinned) return [];
    const { fingerprint } = hostKey;
    const says = "Compare the keys, then trust the one it shows now.";
    const why = "A device that was replaced or set up anew has another key; so has an impostor.";
    return [{ kind: "trust-key", pinned, fingerprint, says, why }];
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
  const why = `“${credential.name}” may hold a wrong secret, or lack one.`;
  return { kind: "change-credential", credentialId: credential.id, says, why };
}

function legacy(algorithms: string[]): Remedy[] {
  if (algorithms.length === 0) return [];
  const names = algorithms.join(", ");
  const says = `Allow ${names} for this device alone.`;
  const why = `The least that would do: ${names}.`;
  return [{ kind: "allow-legacy", algorithms, says, why }];
}

/** A platform that a person chose may be the wrong one; one that was detected is not. */
function otherPlatform({ device, attempt }: { device: Device; attempt: Attempt }): Remedy[] {
  return device.platform === null ? [chosen(attempt)] : [detected, chosen(attempt)];
}

function chosen({ recognised }: Attempt): Remedy {
  const ids = recognised?.candidates.map(({ id }) => id) ?? [];
  const candidates = platformIds.filter((id) => ids.includes(id));
  candidates.sort((a, b) => ids.indexOf(a) - ids.indexOf(b));
  const says = "Choose the platform of the device.";
  const why = "It decides how the device is talked with.";
  return { kind: "choose-platform", candidates, says, why };
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
  const why = `It is ${held} s now, and holds for this device alone.`;
  return [{ kind: "raise-time-out", limit, seconds, says, why }];
}

/** Doubts that a wrong platform would raise: it looks for another beginning and end. */
const ofWrongPlatform: readonly string[] = ["no-begin", "no-end", "empty", "unbalanced"];

function forDoubts(doubts: readonly { code: string }[], { device, quarantined }: Tested): Remedy[] {
  const looked: Remedy = quarantined ? accept(quarantined) : backUp;
  const suspect = doubts.some(({ code }) => ofWrongPlatform.includes(code));
  return suspect && device.platform !== null ? [looked, detected] : [looked, again];
}

const backUp: Remedy = {
  kind: "back-up",
  says: "Back it up: its text is put aside, where you can accept it.",
  why: "Its text is put aside, where you can accept it as it is.",
};

function accept(quarantined: { versionId: string; number: number }): Remedy {
  const says = `Look at version ${quarantined.number}, and accept it as it is.`;
  const why = `Version ${quarantined.number} waits in quarantine.`;
  return { kind: "accept-quarantined", ...quarantined, says, why };
}
