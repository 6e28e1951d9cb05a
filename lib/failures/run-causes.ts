import type { Cause } from "./cause.ts";

/** How a run ends, or does not begin. */
export const runCauses = {
  "run-open": {
    severity: "failed",
    retry: true,
    exit: 11,
    http: 409,
    says: (f: { plan: string; run: number }) => `“${f.plan}” already has an open run, ${f.run}.`,
    next: "Wait for it to end, or cancel it.",
  },
  "plan-disabled": {
    severity: "failed",
    retry: false,
    exit: 1,
    http: 409,
    says: (f: { plan: string }) => `“${f.plan}” is disabled.`,
    next: "Enable it, or run it by hand.",
  },
  "plan-without-sources": {
    severity: "failed",
    retry: false,
    exit: 1,
    http: 409,
    says: (f: { plan: string }) => `“${f.plan}” has no source.`,
    next: "Add a database or a folder to it.",
  },
  "nothing-yielded": {
    severity: "failed",
    retry: true,
    exit: 1,
    http: 500,
    says: (f: { sources: number }) =>
      f.sources === 1
        ? "Its only source gave nothing, so no archive was made."
        : `None of its ${f.sources} sources gave anything, so no archive was made.`,
    next: "Mend the sources named below; older archives stay.",
  },
  cancelled: {
    severity: "failed",
    retry: false,
    exit: 130,
    http: 409,
    says: (f: { by: string }) => `Cancelled by ${f.by}. Nothing of this run was kept.`,
    next: "Run the plan again when you want it.",
  },
  interrupted: {
    severity: "failed",
    retry: true,
    exit: 1,
    http: 500,
    says: (f: { why: string }) => `The run was interrupted: ${f.why}. Nothing listed was harmed.`,
    next: "A scheduled run is repeated by itself; start others again by hand.",
  },
  silent: {
    severity: "failed",
    retry: true,
    exit: 1,
    http: 500,
    says: (f: { minutes: number; step: string }) =>
      `Nothing moved for ${f.minutes} min in the step “${f.step}”, so the run was ended.`,
    next: "Check the disk or mount it was reading; the limit can be set on the plan.",
  },
  "lease-lost": {
    severity: "failed",
    retry: true,
    exit: 1,
    http: 500,
    says: () => "Another worker took this run over, so this one stopped writing.",
    next: "Nothing to do; the other worker's result counts.",
  },
  "worker-silent": {
    severity: "failed",
    retry: true,
    exit: 1,
    http: 503,
    says: () => "No worker is running, so nothing can be carried out.",
    next: "Start Holdfast (npm start) or its worker (npx holdfast worker).",
  },
  "worker-busy": {
    severity: "failed",
    retry: true,
    exit: 1,
    http: 504,
    says: (f: { seconds: number }) => `The worker did not answer within ${f.seconds} s.`,
    next: "Try again; the log says what it is doing.",
  },
} as const satisfies Record<string, Cause>;
