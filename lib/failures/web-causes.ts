import type { Cause } from "./cause.ts";

/** What the web process refuses before any page or action is asked. */
export const webCauses = {
  "unknown-host": {
    severity: "failed",
    retry: false,
    exit: 1,
    http: 421,
    says: (f: { host: string; expected: string }) =>
      `This console was asked for as ${f.host}, but answers ${f.expected} only.`,
    next: "Open it under one of these, or set HOLDFAST_URL to the address you use and start it again.",
  },
  "body-too-large": {
    severity: "failed",
    retry: false,
    exit: 1,
    http: 413,
    says: (f: { limitBytes: number }) =>
      `What was sent is larger than the ${f.limitBytes / 1_000_000} MB this console takes at once.`,
    next: "Shorten it, then send it again.",
  },
  "body-length-unknown": {
    severity: "failed",
    retry: false,
    exit: 1,
    http: 411,
    says: () => "The request did not say how long its body is.",
    next: "Send a Content-Length; a proxy in front has to buffer requests.",
  },
  "too-busy": {
    severity: "failed",
    retry: true,
    exit: 1,
    http: 503,
    says: (f: { what: string }) => `Too many ${f.what} at once.`,
    next: "Try again in a few seconds.",
  },
  "too-many-streams": {
    severity: "failed",
    retry: true,
    exit: 1,
    http: 429,
    says: (f: { limit: number }) => `${f.limit} pages already watch live, which is the limit.`,
    next: "Close pages of this console that you no longer need.",
  },
  "shutting-down": {
    severity: "failed",
    retry: true,
    exit: 1,
    http: 503,
    says: () => "Holdfast is being stopped or restarted.",
    next: "Try again in a few seconds.",
  },
  "port-taken": {
    severity: "failed",
    retry: false,
    exit: 1,
    http: 500,
    says: (f: { address: string }) => `Another program already listens on ${f.address}.`,
    next: "Stop it, or set PORT to a free port, such as PORT=3001.",
  },
  "already-running": {
    severity: "failed",
    retry: false,
    exit: 1,
    http: 503,
    says: (f: { folder: string; process: number | null; address: string | null }) => {
      const where = f.address ? ` at ${f.address}` : "";
      const who = f.process ? ` (process ${f.process})` : "";
      return `Holdfast already runs on ${f.folder}${where}${who}.`;
    },
    next: "Open it there, or stop it first; a second installation needs its own HOLDFAST_DATA and PORT.",
  },
  "address-unusable": {
    severity: "failed",
    retry: false,
    exit: 1,
    http: 500,
    says: (f: { address: string; detail: string }) =>
      `Listening on ${f.address} is not possible: ${f.detail}.`,
    next: "Check HOST and PORT.",
  },
  "setting-malformed": {
    severity: "failed",
    retry: false,
    exit: 2,
    http: 500,
    says: (f: { name: string; problem: string }) => `${f.name} ${f.problem}.`,
    next: "Correct it in the environment, then start again.",
  },
  "not-built": {
    severity: "failed",
    retry: false,
    exit: 1,
    http: 500,
    says: () => "The console has not been built yet.",
    next: "Start it with npm start, which builds it when something changed.",
  },
} as const satisfies Record<string, Cause>;
