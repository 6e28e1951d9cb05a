import type { Cause } from "./cause.ts";

const refused = { severity: "failed", retry: false, exit: 1, http: 409 } as const;

/** What the inventory and the history of devices refuse. */
export const inventoryCauses = {
  "credential-in-use": {
    ...refused,
    says: (f: { credential: string; device: string; others: number }) =>
      `“${f.credential}” is used by ${f.device}${f.others > 0 ? ` and ${f.others} other devices` : ""}.`,
    next: "Give these devices another credential, then remove it.",
  },
  "address-taken": {
    ...refused,
    says: (f: { address: string; device: string }) =>
      `${f.address} with this port is the device “${f.device}” already.`,
    next: "Open that device, or give another address or port.",
  },
  "secret-again": {
    ...refused,
    says: (f: { device: string; credential: string }) =>
      `“${f.device}” gets another address or port, and the secret of “${f.credential}” was not given once more.`,
    next: "Type the password of the credential, or choose another credential: a stored one is not sent elsewhere unasked.",
  },
  "text-damaged": {
    ...refused,
    http: 500,
    says: (f: { sha256: string }) => `The stored text ${f.sha256.slice(0, 12)} is damaged.`,
    next: "The same text stands in the archives of that time: take it from there, and check the disk of the data folder.",
  },
  "text-work-ended": {
    ...refused,
    retry: true,
    http: 503,
    says: (f: { what: string; bound: string }) =>
      `${f.what} was ended: it met the bound of ${f.bound}.`,
    next: "Try again; if it ends again, choose smaller texts or fewer devices.",
  },
  "regex-too-costly": {
    ...refused,
    http: 422,
    says: (f: { bound: string }) =>
      `The regular expression takes too much work: the search met its bound of ${f.bound}.`,
    next: "Repeat nothing that is itself repeated, as in (a+)+, and use .* once at most; or search for plain text.",
  },
} as const satisfies Record<string, Cause<never>>;
