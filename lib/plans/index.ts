export { ensureBuiltInPlan } from "./built-in.ts";
export { changePlan } from "./change.ts";
export { checkInput, tryInput } from "./check.ts";
export { createPlan } from "./create.ts";
export { dayLoad } from "./day-load.ts";
export { deletePlan } from "./delete.ts";
export { describeRetention, describeSchedule } from "./describe.ts";
export { type DuePlan, duePlans, lateMsMax, moveNextRun } from "./due.ts";
export { duplicatePlan } from "./duplicate.ts";
export { enablePlan } from "./enable.ts";
export { findPlan, listPlans } from "./list.ts";
export { clockNotes } from "./notes.ts";
export { previewSchedule } from "./preview-schedule.ts";
export { type Kept, keep, partialKept, type RetainedArchive } from "./retention.ts";
export { checkSchedule, gapMsMax, nextRun, nextRuns } from "./schedule.ts";
export {
  DatabaseConfig,
  DevicesConfig,
  FolderConfig,
  kindsOfType,
  Name,
  type Plan,
  PlanInput,
  type PlanInputGiven,
  type PlanSource,
  type PlanType,
  planSourcesMax,
  plansMax,
  planTypes,
  Retention,
  Schedule,
  type SchedulePreview,
  SourceInput,
  type SourceKind,
  sourceKinds,
  timeZone,
} from "./schema.ts";
export { defaultName, sourceName } from "./source-name.ts";
export { sourcePlace } from "./source-place.ts";
