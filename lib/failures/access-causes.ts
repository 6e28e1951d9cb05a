import type { Cause, DetailFacts } from "./cause.ts";

/** Who may come in, and whether the installation itself can be used. */
export const accessCauses = {
  "signed-out": {
    severity: "failed",
    retry: false,
    exit: 1,
    http: 401,
    says: () => "You are not signed in, or your session has ended.",
    next: "Sign in again; what you typed on this page is kept.",
  },
  "wrong-credentials": {
    severity: "failed",
    retry: false,
    exit: 1,
    http: 401,
    says: (f: { triesLeft: number; own?: true }) => {
      const mismatch = f.own
        ? "This is not your password."
        : "User name and password do not match.";
      if (f.triesLeft === 0) return mismatch;
      return `${mismatch} ${f.triesLeft} more ${f.triesLeft === 1 ? "try" : "tries"}, then a pause.`;
    },
    next: "Check Caps Lock and the keyboard layout, then try again.",
  },
  "locked-out": {
    severity: "failed",
    retry: true,
    exit: 1,
    http: 429,
    says: (f: { retryAfterSeconds: number }) =>
      `Too many refused sign-ins from here. The next try is possible in ${f.retryAfterSeconds} s.`,
    next: "Wait for the pause to end; signing in from another address still works.",
  },
  "metrics-off": {
    severity: "failed",
    retry: false,
    exit: 1,
    http: 404,
    says: () => "There is no token for metrics, so they are shown to nobody.",
    next: "Make one in the console under Settings, Metrics, and give it to your monitoring.",
  },
  "metrics-token": {
    severity: "failed",
    retry: false,
    exit: 1,
    http: 401,
    says: () => "The token for metrics is missing or not the present one.",
    next: "Send it as Authorization: Bearer TOKEN; a new one is made under Settings, Metrics.",
  },
  "setup-token": {
    severity: "failed",
    retry: false,
    exit: 1,
    http: 403,
    says: () => "The setup token is not the one this installation printed.",
    next: "Copy the token from the terminal in which Holdfast was started, or restart it to get a new one.",
  },
  "setup-done": {
    severity: "failed",
    retry: false,
    exit: 1,
    http: 404,
    says: () => "This installation already has its first administrator.",
    next: "Sign in with that account, or ask its owner to add you.",
  },
  forbidden: {
    severity: "failed",
    retry: false,
    exit: 1,
    http: 403,
    says: (f: { action: string }) => `Your account may not do this (${f.action}).`,
    next: "Ask an administrator.",
  },
  "foreign-origin": {
    severity: "failed",
    retry: false,
    exit: 1,
    http: 403,
    says: (f: { origin: string; expected: string }) =>
      `The request came from ${f.origin}, but this console answers ${f.expected} only.`,
    next: "Open the console under its own address, or set HOLDFAST_URL to the address you use.",
  },
  "last-administrator": {
    severity: "failed",
    retry: false,
    exit: 1,
    http: 409,
    says: (f: { name: string }) => `${f.name} is the last enabled administrator.`,
    next: "Add or enable another administrator first.",
  },
  "key-wrong": {
    severity: "failed",
    retry: false,
    exit: 12,
    http: 503,
    says: (f: { place: string }) => `The key from ${f.place} does not open this installation.`,
    next: "Put back the key this installation was made with, then start again. Nothing was changed.",
  },
  "key-missing": {
    severity: "failed",
    retry: false,
    exit: 12,
    http: 503,
    says: (f: { place: string }) =>
      `This installation has data, but its key is missing at ${f.place}.`,
    next: "Put the key back, or set HOLDFAST_KEY or HOLDFAST_KEY_FILE. A new key would not open what is here.",
  },
  "key-malformed": {
    severity: "failed",
    retry: false,
    exit: 12,
    http: 503,
    says: (f: { place: string }) => `The key from ${f.place} is not 32 bytes in base64.`,
    next: "Check that the whole key was copied: 44 characters that end in =.",
  },
  "unseal-failed": {
    severity: "failed",
    retry: false,
    exit: 12,
    http: 500,
    says: (f: { what: string }) => `${f.what} could not be opened: it was altered or moved.`,
    next: "Enter that secret again.",
  },
  "no-installation": {
    severity: "failed",
    retry: false,
    exit: 10,
    http: 503,
    says: (f: { folder: string }) => `There is no Holdfast installation in ${f.folder}.`,
    next: "Start it once with npm start, or set HOLDFAST_DATA to its data folder.",
  },
  "installation-newer": {
    severity: "failed",
    retry: false,
    exit: 1,
    http: 503,
    says: () => "This data folder was written by a newer Holdfast. Nothing was changed.",
    next: "Start the newer version, or restore the data folder from before the upgrade.",
  },
  "database-unavailable": {
    severity: "failed",
    retry: true,
    exit: 1,
    http: 503,
    says: (f: DetailFacts) => `Holdfast's own database did not answer: ${f.detail}.`,
    next: "Check the disk that holds the data folder, then try again.",
  },
} as const satisfies Record<string, Cause>;
