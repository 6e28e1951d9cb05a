import type { Cause, DetailFacts, PathFacts } from "./cause.ts";

/** What a source cannot give. `failed` ends that source's step, `warning` concerns one entry. */
export const sourceCauses = {
  "source-missing": {
    severity: "failed",
    retry: true,
    exit: 1,
    http: 422,
    says: (f: PathFacts) => `${f.path} does not exist.`,
    next: "Check the path, and that its disk is mounted. The last good archive stays the latest.",
  },
  "source-unreadable": {
    severity: "failed",
    retry: true,
    exit: 1,
    http: 422,
    says: (f: PathFacts & { user: string }) => `${f.path} cannot be read by the user ${f.user}.`,
    next: "Give that user read access, or start Holdfast as one who has it.",
  },
  "not-a-folder": {
    severity: "failed",
    retry: false,
    exit: 1,
    http: 422,
    says: (f: PathFacts & { found: string }) => `${f.path} is ${f.found}, not a folder.`,
    next: "Give the folder that holds it, with a pattern for the file.",
  },
  "not-a-file": {
    severity: "failed",
    retry: false,
    exit: 1,
    http: 422,
    says: (f: PathFacts & { found: string }) => `${f.path} is ${f.found}, not a database file.`,
    next: "Give the path of the SQLite file itself.",
  },
  "not-a-database": {
    severity: "failed",
    retry: false,
    exit: 1,
    http: 422,
    says: (f: PathFacts & { found?: string }) =>
      `${f.path} is ${f.found ? `${f.found}, ` : ""}not a SQLite database.`,
    next: "Check the path; a plain file belongs under media, logs or files.",
  },
  "database-locked": {
    severity: "failed",
    retry: true,
    exit: 1,
    http: 422,
    says: (f: PathFacts & { waitedSeconds: number }) =>
      `${f.path} stayed locked by another program for ${f.waitedSeconds} s.`,
    next: "Find the program that holds an exclusive lock; the next run tries again.",
  },
  "database-corrupt": {
    severity: "failed",
    retry: false,
    exit: 1,
    http: 422,
    says: (f: PathFacts & DetailFacts) =>
      `The snapshot of ${f.path} fails its integrity check: ${f.detail}.`,
    next: "Repair the database (sqlite3 FILE .recover), or restore its last good copy.",
  },
  "database-part-checked": {
    severity: "warning",
    retry: false,
    exit: 3,
    http: 200,
    says: (f: PathFacts & DetailFacts) =>
      `The snapshot of ${f.path} could be checked in part only: ${f.detail}.`,
    next: "The application brings an extension of its own; let it check a restored copy.",
  },
  "snapshot-failed": {
    severity: "failed",
    retry: true,
    exit: 1,
    http: 422,
    says: (f: PathFacts & DetailFacts) => `No snapshot of ${f.path} could be taken: ${f.detail}.`,
    next: "Check free space in the data folder and the permissions of the database and its folder.",
  },
  "source-empty": {
    severity: "failed",
    retry: false,
    exit: 1,
    http: 422,
    says: (f: PathFacts & { before: number }) =>
      `${f.path} is empty, and its last good archive holds ${f.before} files.`,
    next: "Check that its disk is mounted. If it is meant to be empty, choose Accept as it is on the run.",
  },
  "source-error": {
    severity: "failed",
    retry: true,
    exit: 1,
    http: 422,
    says: (f: PathFacts & DetailFacts) => `${f.path} could not be read: ${f.detail}.`,
    next: "Check its disk, or the network it comes over, and the kernel's log.",
  },
  "source-replaced": {
    severity: "failed",
    retry: true,
    exit: 1,
    http: 422,
    says: (f: PathFacts) => `${f.path} became another folder while the run went on.`,
    next: "Check that its disk stays mounted; the next run tries again.",
  },
  "source-protected": {
    severity: "failed",
    retry: false,
    exit: 2,
    http: 422,
    says: (f: PathFacts & { what: string }) =>
      `${f.path} is ${f.what}, which a plan never includes.`,
    next: "Choose another path; Holdfast itself backs up its own database.",
  },
  "path-not-absolute": {
    severity: "failed",
    retry: false,
    exit: 2,
    http: 422,
    says: (f: PathFacts) => `“${f.path}” is not an absolute path.`,
    next: "Write the whole path, from / on.",
  },
  "pattern-invalid": {
    severity: "failed",
    retry: false,
    exit: 2,
    http: 422,
    says: (f: { pattern: string; problem: string }) =>
      `The pattern “${f.pattern}” cannot be used: ${f.problem}.`,
    next: "Write one pattern a line, such as *.log or cache/**.",
  },
  "entry-unreadable": {
    severity: "warning",
    retry: true,
    exit: 3,
    http: 200,
    says: (f: PathFacts & DetailFacts) =>
      `${f.path} could not be read (${f.detail}) and is not in the archive.`,
    next: "Give the user of Holdfast read access, or exclude it.",
  },
  "entry-vanished": {
    severity: "warning",
    retry: true,
    exit: 3,
    http: 200,
    says: (f: PathFacts) =>
      `${f.path} was there when the folder was listed and gone when it was read.`,
    next: "Nothing to do if it is a temporary file; a pattern can exclude it.",
  },
  "entry-changed": {
    severity: "warning",
    retry: true,
    exit: 3,
    http: 200,
    says: (f: PathFacts) =>
      `${f.path} kept changing while it was read; its copy may mix two states.`,
    next: "Back it up when it is quiet, or as a database if it is one.",
  },
  "entry-shrunk": {
    severity: "warning",
    retry: true,
    exit: 3,
    http: 200,
    says: (f: PathFacts & { bytes: number }) =>
      `${f.path} became shorter while it was read; its copy holds the first ${f.bytes} bytes.`,
    next: "Nothing to do for a log that is cut when it is rotated; the next run takes it as it is then.",
  },
  "entry-special": {
    severity: "warning",
    retry: false,
    exit: 3,
    http: 200,
    says: (f: PathFacts & { found: string }) =>
      `${f.path} is ${f.found} and has no content to keep.`,
    next: "Nothing to do; a pattern can exclude it.",
  },
  "entry-replaced": {
    severity: "warning",
    retry: true,
    exit: 3,
    http: 200,
    says: (f: PathFacts & { found: string }) =>
      `${f.path} became ${f.found} while the run went on.`,
    next: "The next run takes it as what it is then.",
  },
  "entry-name-refused": {
    severity: "warning",
    retry: false,
    exit: 3,
    http: 200,
    says: (f: PathFacts) =>
      `${JSON.stringify(f.path)} would leave the folder it is unpacked into and is not in the archive.`,
    next: "Rename it on the source; a name is relative, without . and .. as a part.",
  },
  "warnings-cut": {
    severity: "warning",
    retry: false,
    exit: 3,
    http: 200,
    says: (f: { count: number }) => `${f.count} more warnings are counted but not listed.`,
    next: "Mend the first ones; the same cause often explains the rest.",
  },
} as const satisfies Record<string, Cause>;
