import type { Cause, DetailFacts } from "./cause.ts";

interface HostFacts {
  /** Host and port as a person writes them. */
  host: string;
}

const failed = { severity: "failed", retry: false, exit: 1, http: 502 } as const;
const passing = { ...failed, retry: true } as const;

/** Why a channel did not take a message. Facts never hold what proves who one is. */
export const notifyCauses = {
  "address-private": {
    ...failed,
    says: (f: HostFacts & { address: string }) =>
      f.host === f.address
        ? `${f.address} is inside the network; nothing was sent to it.`
        : `${f.host} is ${f.address}, which is inside the network; nothing was sent to it.`,
    next: "Allow this address, if messages may go there; otherwise give another one.",
  },
  "address-forbidden": {
    ...failed,
    says: (f: HostFacts & { address: string; kind: string }) =>
      f.host === f.address
        ? `${f.address} is ${f.kind}; nothing was sent to it.`
        : `${f.host} is ${f.address}, ${f.kind}; nothing was sent to it.`,
    next: "Give the service's own address. To reach this machine itself, start Holdfast with HOLDFAST_ALLOW_LOOPBACK=1.",
  },
  "address-not-private": {
    ...failed,
    exit: 2,
    http: 422,
    says: (f: { address: string }) => `${f.address} is no address inside a network.`,
    next: "Give an address such as 10.0.5.12, or a network such as 10.0.5.0/24; public addresses need no permission.",
  },
  "channel-unreachable": {
    ...passing,
    says: (f: HostFacts & DetailFacts) => `${f.host} cannot be reached: ${f.detail}.`,
    next: "Check address and port, and that no firewall stands between; Holdfast tries again by itself.",
  },
  "channel-timeout": {
    ...passing,
    says: (f: HostFacts & { seconds: number }) => `${f.host} did not answer within ${f.seconds} s.`,
    next: "Check that the service is up and answers quickly; Holdfast tries again by itself.",
  },
  "channel-certificate": {
    ...passing,
    says: (f: HostFacts & DetailFacts) =>
      `The certificate of ${f.host} is not trusted: ${f.detail}. Nothing was sent.`,
    next: "Renew it, or paste the certificate of the authority that signed it into the channel.",
  },
  "channel-redirected": {
    ...failed,
    says: (f: HostFacts & { to: string }) =>
      `${f.host} points to ${f.to}, and a message does not follow it there.`,
    next: "Give the channel the address it points to, if it is the right one.",
  },
  "channel-refused": {
    ...failed,
    says: (f: { channel: string; answer: string }) =>
      `${f.channel} took nothing; it answered: ${f.answer}`,
    next: "Open the channel and test it: the page shows the whole answer.",
  },
} as const satisfies Record<string, Cause>;
