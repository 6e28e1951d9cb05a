import type { Cause, DetailFacts, PathFacts } from "./cause.ts";

/** What the vault cannot keep or give back. Each of these ends the run. */
export const vaultCauses = {
  "disk-full": {
    severity: "failed",
    retry: true,
    exit: 1,
    http: 507,
    says: (f: PathFacts) => `The disk that holds ${f.path} is full. Older archives are intact.`,
    next: "Free space there, or delete archives and empty the bin; both work on a full disk.",
  },
  "disk-read-only": {
    severity: "failed",
    retry: true,
    exit: 1,
    http: 503,
    says: (f: PathFacts) => `${f.path} can only be read, not written.`,
    next: "Mount the disk writable and check its health; a failing disk often turns read-only.",
  },
  "disk-error": {
    severity: "failed",
    retry: true,
    exit: 1,
    http: 503,
    says: (f: PathFacts & DetailFacts) => `${f.path} could not be read or written: ${f.detail}.`,
    next: "Check the disk and the kernel's log.",
  },
  "vault-unavailable": {
    severity: "failed",
    retry: true,
    exit: 1,
    http: 503,
    says: (f: PathFacts & DetailFacts) => `The vault at ${f.path} cannot be used: ${f.detail}.`,
    next: "Mount its disk and check its permissions. No new vault is begun in its place.",
  },
  "vault-newer": {
    severity: "failed",
    retry: false,
    exit: 1,
    http: 503,
    says: (f: PathFacts & { found: number; known: number }) =>
      `The vault at ${f.path} was written by a newer Holdfast (format ${f.found}, this one knows ${f.known}).`,
    next: "Start the newer version. Nothing was changed.",
  },
  "file-too-large": {
    severity: "failed",
    retry: false,
    exit: 1,
    http: 507,
    says: (f: PathFacts) =>
      `${f.path} would be larger than its file system or a limit of this machine allows.`,
    next: "Move the vault to a file system for large files (FAT ends at 4 GiB), or raise the limit (ulimit -f).",
  },
  "too-many-entries": {
    severity: "failed",
    retry: false,
    exit: 1,
    http: 422,
    says: (f: { entries: number; limit: number }) =>
      `The plan has ${f.entries} entries; one archive holds ${f.limit} at most. Nothing was written.`,
    next: "Split it into several plans, or exclude what can be made again.",
  },
  "verify-mismatch": {
    severity: "failed",
    retry: true,
    exit: 1,
    http: 500,
    says: (f: PathFacts & DetailFacts) =>
      `Reading the archive back found ${f.path} damaged: ${f.detail}.`,
    next: "Check disk and memory of this machine; the archive was thrown away and older ones stay.",
  },
  "archive-missing": {
    severity: "failed",
    retry: false,
    exit: 1,
    http: 404,
    says: (f: PathFacts) => `The archive file ${f.path} is not in the vault.`,
    next: "Check that the vault's disk is mounted and nobody moved the file.",
  },
  "archive-damaged": {
    severity: "failed",
    retry: false,
    exit: 1,
    http: 500,
    says: (f: PathFacts & DetailFacts) => `The archive ${f.path} is damaged: ${f.detail}.`,
    next: "Use another archive of this plan and check the disk.",
  },
  "archive-let-go": {
    severity: "failed",
    retry: false,
    exit: 1,
    http: 404,
    says: (f: { run: number }) =>
      `The archive of run ${f.run} was let go, and is in the bin no more.`,
    next: "Choose a newer archive of the plan.",
  },
  "archive-unlike": {
    severity: "warning",
    retry: false,
    exit: 3,
    http: 200,
    says: (f: { found: string; against: number }) =>
      `This archive is unlike those before it, the last of run ${f.against}: ${f.found}.`,
    next: "Look at what changed and accept the archive if it is as it should be. Until then nothing of this plan is let go.",
  },
  "archive-not-flagged": {
    severity: "failed",
    retry: false,
    exit: 1,
    http: 409,
    says: (f: { run: number }) =>
      `The archive of run ${f.run} is not flagged, so there is nothing to decide.`,
    next: "“holdfast archive list” shows which archives are flagged.",
  },
  "archive-in-bin": {
    severity: "failed",
    retry: false,
    exit: 1,
    http: 409,
    says: (f: { run: number }) => `The archive of run ${f.run} was let go and waits in the bin.`,
    next: "Take it back first, if it is needed.",
  },
  "archive-not-in-bin": {
    severity: "failed",
    retry: false,
    exit: 1,
    http: 409,
    says: (f: { run: number }) =>
      `The archive of run ${f.run} is not in the bin: it is listed and kept.`,
    next: "Nothing to do.",
  },
  "archive-pinned": {
    severity: "failed",
    retry: false,
    exit: 1,
    http: 409,
    says: (f: { run: number }) => `The archive of run ${f.run} is pinned, so it was not let go.`,
    next: "Unpin it first, if it is to go.",
  },
  "entry-too-large": {
    severity: "failed",
    retry: false,
    exit: 1,
    http: 413,
    says: (f: PathFacts & { limitBytes: number }) =>
      `${f.path} is larger than ${f.limitBytes} bytes.`,
    next: "Download the archive to read it.",
  },
} as const satisfies Record<string, Cause>;
