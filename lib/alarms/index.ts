export { causesOfDevices, type DeviceCause } from "./device-causes.ts";
export type { ProtectedDevice } from "./devices.ts";
export { kindsOfAlarm } from "./kinds.ts";
export {
  countUntakenAlarms,
  findAlarm,
  isSnoozed,
  listOpenAlarms,
  listPastAlarms,
} from "./list.ts";
export { watchAll, watchWorker } from "./look.ts";
export { causesOfPlans, type PlanCause } from "./plan-causes.ts";
export { objectiveMs, type Protection, protectionOf } from "./protection.ts";
export {
  type ProtectedSource,
  type ProtectionCounts,
  type ProtectionReport,
  readProtection,
} from "./read.ts";
export {
  changeQuietHours,
  changeRule,
  changeSummaries,
  changeTagObjective,
  readRules,
  readSummaries,
} from "./rules.ts";
export * from "./schema.ts";
export { lastMonth } from "./summaries/due.ts";
export { gatherEvidence } from "./summaries/evidence.ts";
export { evidenceCsv, evidenceHtml } from "./summaries/write.ts";
export { acknowledgeAlarm, snoozeAlarm, takeBackAlarm, wakeAlarm } from "./take.ts";
export { sayWebIsHere, watchFromWeb } from "./web-watch.ts";
