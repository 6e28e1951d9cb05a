import type { Cause } from "./cause.ts";

/** What a person or a file asks for and cannot have. */
export const planCauses = {
  usage: {
    severity: "failed",
    retry: false,
    exit: 2,
    http: 400,
    says: (f: { problem: string }) => f.problem,
    next: "Add --help to the command to see what it takes.",
  },
  invalid: {
    severity: "failed",
    retry: false,
    exit: 2,
    http: 422,
    says: (f: { problems: readonly { field: string; problem: string }[] }) =>
      f.problems.length === 1
        ? (f.problems[0]?.problem ?? "The input is not valid.")
        : `${f.problems.length} fields need attention: ${f.problems.map((p) => p.field).join(", ")}.`,
    next: "Correct the fields named, then save again.",
  },
  "not-found": {
    severity: "failed",
    retry: false,
    exit: 1,
    http: 404,
    says: (f: { what: string; name: string }) => `There is no ${f.what} “${f.name}”.`,
    next: "Check the name or number; lists show what exists.",
  },
  "name-taken": {
    severity: "failed",
    retry: false,
    exit: 1,
    http: 409,
    says: (f: { what: string; name: string }) => `There already is a ${f.what} named “${f.name}”.`,
    next: "Choose another name; upper and lower case count as the same.",
  },
  stale: {
    severity: "failed",
    retry: false,
    exit: 1,
    http: 409,
    says: (f: { what: string }) => `Somebody changed this ${f.what} while you had it open.`,
    next: "Load the page again and repeat the change.",
  },
  "built-in": {
    severity: "failed",
    retry: false,
    exit: 1,
    http: 409,
    says: (f: { name: string }) =>
      `“${f.name}” belongs to every installation and cannot be deleted.`,
    next: "Disable it instead; the dashboard then says so.",
  },
  "source-outside-type": {
    severity: "failed",
    retry: false,
    exit: 2,
    http: 422,
    /** `field` is the place of the source in the form, such as `sources.0.kind`. */
    says: (f: { type: string; kind: string; field?: string }) =>
      `A ${f.type} plan does not take ${f.kind}.`,
    next: "Choose the type full, or move the source to a plan of another type.",
  },
  "too-many": {
    severity: "failed",
    retry: false,
    exit: 2,
    http: 422,
    says: (f: { what: string; limit: number }) =>
      `An installation has ${f.limit} ${f.what} at most, and has them already.`,
    next: "Delete one that is not needed any more, or put its sources into another.",
  },
  "never-runs": {
    severity: "failed",
    retry: false,
    exit: 2,
    http: 422,
    says: (f: { cron: string }) => `“${f.cron}” never comes due.`,
    next: "Choose a date that exists, or the schedule “manual”.",
  },
  "apply-refused": {
    severity: "failed",
    retry: false,
    exit: 2,
    http: 422,
    says: (f: { file: string; problems: number }) =>
      `${f.file} has ${f.problems === 1 ? "a problem" : `${f.problems} problems`}. Nothing was applied.`,
    next: "Correct the lines named, then apply the file again.",
  },
  unexpected: {
    severity: "failed",
    retry: false,
    exit: 1,
    http: 500,
    says: (f: { detail: string }) => `Holdfast met an error it does not know: ${f.detail}.`,
    next: "Try again; if it comes back, report it with the lines of the log around this time.",
  },
} as const satisfies Record<string, Cause>;
