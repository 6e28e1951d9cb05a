import type { PlanSource } from "#lib/plans/schema";

/** The folder of each kind of source in the archive. */
export const folderOf: Record<PlanSource["kind"], string> = {
  database: "databases",
  media: "media",
  logs: "logs",
  files: "files",
  devices: "devices",
};
