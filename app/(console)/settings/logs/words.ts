import type { LogPart } from "#lib/access/schema";

/** What the parts are called. */
export const partWords: Record<LogPart, string> = {
  web: "Web",
  worker: "Worker",
  supervisor: "Supervisor",
  cli: "Command line",
};
