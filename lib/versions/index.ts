export { lastAcceptedOf } from "./accepted.ts";
export { blameVersion } from "./blame/version.ts";
export { compareVersions, compareVersionsRange, type VersionPair } from "./compare-versions.ts";
export { acceptVersion, addByHand } from "./decide.ts";
export { downloadVersion, type VersionDownload } from "./download.ts";
export { exportVersions, exportVersionsMax, type VersionExport } from "./export.ts";
export { listActive, listPast, type PastVersions } from "./fleet.ts";
export { type CaptureResult, type Kept, keepCaptures } from "./keep.ts";
export { deviceRecords, lastCapturesOf, sparkCaptures } from "./overview.ts";
export {
  findVersion,
  findVersions,
  lastGood,
  lastTranscript,
  listCaptures,
  listVersions,
  platformOfText,
  readRedacted,
  readStored,
  readText,
  versionsListMax,
} from "./read.ts";
export { revealText } from "./reveal.ts";
export type * from "./schema.ts";
export { conditionsMax, searchConfigs } from "./search/configs.ts";
export { compareTexts, compareTextsRange } from "./threads.ts";
export { openVersions, versionWindow } from "./window.ts";
