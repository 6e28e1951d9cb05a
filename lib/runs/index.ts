export { acceptSource } from "./accept.ts";
export { listArchiveChanges, listArchiveFolder } from "./archive-changes.ts";
export {
  compareFiles,
  compareFilesRange,
  type FilePair,
} from "./archive-files/file-comparison.ts";
export { fileHistory } from "./archive-files/file-history.ts";
export { readFileText } from "./archive-files/file-text.ts";
export {
  findArchive,
  listArchiveEntries,
  listArchives,
} from "./archives.ts";
export { backUpDevices, retryFailed } from "./back-up-devices.ts";
export { countBin } from "./bin/count.ts";
export { type Emptied, emptyBin } from "./bin/leave.ts";
export { deleteArchive } from "./bin/let-go.ts";
export { readBin } from "./bin/read.ts";
export { takeBackArchive } from "./bin/take-back.ts";
export { tendBin } from "./bin/tend.ts";
export { acceptArchive, keepBrakeOn } from "./brake/decide.ts";
export { brakesOfPlans } from "./brake/show.ts";
export { cancelRun } from "./cancel.ts";
export { askDeviceTest, readDeviceTest, type TestAnswer } from "./device-test/ask.ts";
export { testDevice } from "./device-test/test-device.ts";
export type { Means } from "./devices/contact.ts";
export { listRunDevices, runDevicesMax } from "./devices/list.ts";
export { readRunDocument } from "./document.ts";
export { type Download, openDownload } from "./download.ts";
export {
  countOpenRuns,
  findRun,
  listMax,
  listMessages,
  listRuns,
  usualRunDurations,
} from "./find.ts";
export { forecast } from "./forecast.ts";
export { lastRunsOfPlans } from "./last-runs.ts";
export { measureRuns, type PlanMeasure, type RunsMeasure } from "./measure.ts";
export { dailyOutcomes } from "./outcomes.ts";
export { beginOwnVault } from "./own-vault.ts";
export { noteArchive, pinArchive, unpinArchive } from "./pin.ts";
export { protectedPaths } from "./protected-paths.ts";
export { type Answer, askPreview, askTrySource, readAnswer, takeQuestions } from "./questions.ts";
export { requestRun } from "./request.ts";
export { askRetentionFrees, type FreesAnswer, type FreesQuestion } from "./retention-frees.ts";
export { previewRetention } from "./retention-preview.ts";
export type * from "./schema.ts";
export { isWorkerAlive, readStatus } from "./status.ts";
export { storageUse } from "./storage.ts";
export { type AlteredHistory, readAltered } from "./vault/altered.ts";
export { askScrub, scrubWhenAsked } from "./vault/ask-scrub.ts";
export { type CheckedArchive, checkArchives, type VaultCheck } from "./vault/check.ts";
export { daysUntilFull } from "./vault/days-until-full.ts";
export { freeSpaceNow } from "./vault/free-space.ts";
export { thisProcess } from "./vault/owners.ts";
export { scrubWhenDue } from "./vault/scrub.ts";
export {
  readScrub,
  type ScrubCoverage,
  type ScrubState,
  scrubCoverage,
} from "./vault/scrub-state.ts";
export { type VaultStats, vaultStats } from "./vault/stats.ts";
export { carryOut } from "./work/carry-out.ts";
export { type Claim, claimRun, runsAtOnceMax, sayWhatRunsWaitFor } from "./work/claim.ts";
export { tellClockSet } from "./work/clock-set.ts";
export { type DueRuns, queueDueRuns } from "./work/due.ts";
export {
  beginShift,
  leaseMs,
  leaseRenewMs,
  type SeenWorker,
  type Shift,
  seeWorker,
} from "./work/lease.ts";
export { recover } from "./work/recover.ts";
