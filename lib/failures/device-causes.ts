import type { Cause, DetailFacts } from "./cause.ts";

interface DeviceFacts {
  /** Address and port as a person writes them. */
  device: string;
}

/** Severity and codes that all of these share: the device gave no text this time. */
const failed = { severity: "failed", retry: false, exit: 1, http: 502 } as const;
const passing = { ...failed, retry: true } as const;

/** Why a device gave no configuration. Facts hold what the device said, never what it was sent. */
export const deviceCauses = {
  dns: {
    ...passing,
    says: (f: { name: string }) => `The name ${f.name} could not be resolved.`,
    next: "Check the name, and the name servers of this machine; an address works without them.",
  },
  "target-refused": {
    ...failed,
    says: (f: DeviceFacts & { kind: string }) =>
      `${f.device} is ${f.kind}; nothing was sent to it.`,
    next: "Give the device's own address. To reach this machine itself, start Holdfast with HOLDFAST_ALLOW_LOOPBACK=1.",
  },
  "tcp-refused": {
    ...passing,
    says: (f: DeviceFacts) => `${f.device} refused the connection.`,
    next: "Check the port, and that SSH is enabled on the device for this machine's address.",
  },
  "tcp-timeout": {
    ...passing,
    says: (f: DeviceFacts & { seconds: number }) =>
      `${f.device} did not answer within ${f.seconds} s.`,
    next: "Check that the device is up, and that no firewall drops the connection on its way.",
  },
  unreachable: {
    ...passing,
    says: (f: DeviceFacts & DetailFacts) => `${f.device} cannot be reached: ${f.detail}.`,
    next: "Check the address, and the route of this machine to it.",
  },
  "not-ssh": {
    ...failed,
    says: (f: DeviceFacts & { seen: string }) =>
      f.seen
        ? `${f.device} does not speak SSH; it said: ${f.seen}`
        : `${f.device} accepted the connection and said nothing.`,
    next: "Check the port. A device that accepts and stays silent may have used up its sessions.",
  },
  kex: {
    ...failed,
    says: (f: DeviceFacts & { part: string; offers: string; allowed: string }) =>
      `${f.device} and Holdfast have no ${f.part} in common: it offers ${f.offers}; allowed for it are ${f.allowed}.`,
    next: "Renew the device's SSH settings, or allow the proposed algorithms for this device alone.",
  },
  "host-key": {
    ...failed,
    says: (f: DeviceFacts & { expected: string; seen: string }) =>
      `${f.device} showed the host key ${f.seen}, not ${f.expected}. Nothing was sent.`,
    next: "Compare it with the fingerprint on the device's console, then choose Trust this key or It is different.",
  },
  auth: {
    ...failed,
    says: (f: DeviceFacts & { user: string; method: string }) =>
      `${f.device} refused the ${f.method} of ${f.user}. It was tried once.`,
    next: "Check the credential; another attempt is made when you ask for it, or at the next run.",
  },
  "auth-method": {
    ...failed,
    says: (f: DeviceFacts & { offers: string; holds: string }) =>
      `${f.device} takes ${f.offers} to sign in, and the credential holds ${f.holds}. Nothing was sent.`,
    next: "Add what the device asks for to the credential, or allow password sign-in on the device.",
  },
  "credential-paused": {
    ...failed,
    says: (f: { credential: string; refusals: number }) =>
      `${f.credential} was refused by ${f.refusals} devices and accepted by none in this run; nothing more was sent.`,
    next: "Correct the credential, test it on one device, then retry the failed ones.",
  },
  "no-prompt": {
    ...failed,
    says: (f: DeviceFacts & { seen: string; platform: string }) =>
      f.seen
        ? `${f.device} showed no prompt of ${f.platform}; its last line was: ${f.seen}`
        : `${f.device} showed no prompt of ${f.platform}.`,
    next: "Check the platform of the device, or let it be detected; the transcript shows what it sent.",
  },
  "not-recognised": {
    ...failed,
    says: (f: DeviceFacts & { candidates: string; seen: string }) =>
      f.candidates
        ? `${f.device} may be of ${f.candidates}, and nothing decides: ${f.seen}.`
        : `${f.device} showed nothing of a platform that Holdfast knows: ${f.seen}.`,
    next: "Choose the platform of the device; the transcript shows what it answered.",
  },
  "unknown-question": {
    ...failed,
    says: (f: DeviceFacts & { seen: string }) =>
      `${f.device} asked something that Holdfast does not answer: ${f.seen}`,
    next: "Sign in by hand and answer it there, then try again.",
  },
  "no-privilege": {
    ...failed,
    says: (f: DeviceFacts & DetailFacts) =>
      `${f.device} gave no rights to read its configuration: ${f.detail}.`,
    next: "Add the enable password to the credential, or give its user these rights on the device.",
  },
  "command-refused": {
    ...failed,
    says: (f: DeviceFacts & { command: string; seen: string }) =>
      `${f.device} refused “${f.command}”: ${f.seen}`,
    next: "Check the platform of the device, and that the user may read the configuration.",
  },
  "device-silent": {
    ...passing,
    says: (f: DeviceFacts & { seconds: number; doing: string }) =>
      `${f.device} sent nothing for ${f.seconds} s while ${f.doing}.`,
    next: "Raise the device's time limit if it is slow; otherwise look at its load.",
  },
  "device-slow": {
    ...passing,
    says: (f: DeviceFacts & { seconds: number; doing: string }) =>
      `${f.device} had not ended after ${f.seconds} s while ${f.doing}.`,
    next: "Raise the device's time limit if its configuration is very long; otherwise look at its load.",
  },
  "output-too-long": {
    ...failed,
    says: (f: DeviceFacts & { limitBytes: number; what: string }) =>
      `${f.device} sent ${f.what} of more than ${Math.round(f.limitBytes / 1_000)} kB; it was cut off and nothing is kept.`,
    next: "Look at the transcript: a device that never ends is at fault. Raise its limit if the text is that long.",
  },
  "device-closed": {
    ...passing,
    says: (f: DeviceFacts & { doing: string }) =>
      `${f.device} closed the connection while ${f.doing}.`,
    next: "Look at the device's log: it may have too many sessions, or restarted.",
  },
  "ssh-broke-off": {
    ...passing,
    says: (f: DeviceFacts & DetailFacts) => `SSH with ${f.device} broke off: ${f.detail}.`,
    next: "Try again; if it repeats, look at the device's log of SSH.",
  },
  quarantined: {
    ...failed,
    severity: "warning",
    says: (f: { device: string; doubts: string }) =>
      `${f.device} gave a text that is not believed: ${f.doubts} It was put aside.`,
    next: "Look at it on the device's page. Choose Accept as it is when it is right, or collect it again.",
  },
  "no-device-answered": {
    ...failed,
    says: (f: { devices: number }) =>
      f.devices === 1
        ? "The device gave no configuration."
        : `None of ${f.devices} devices gave a configuration.`,
    next: "Look at the causes on the run's page; each group has its remedy.",
  },
  "no-device-matches": {
    ...failed,
    says: (f: { chosen: string }) => `There is no enabled device for “${f.chosen}”.`,
    next: "Add or enable the device, or change which devices the plan takes.",
  },
  "device-absent": {
    ...failed,
    severity: "warning",
    says: (f: { device: string }) => `The plan names ${f.device}; no enabled device has that name.`,
    next: "Add or enable it, or take it out of the plan.",
  },
} as const satisfies Record<string, Cause<never>>;
