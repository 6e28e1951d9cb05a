export { type Content, type Entry, type EntryKind, entryKinds, ReadAgain } from "./entry.ts";
export {
  type ArchiveName,
  archiveName,
  isSafeArchivePath,
  linkText,
  visibleName,
} from "./name.ts";
export {
  foldedForWindows,
  isLongOnWindows,
  type WindowsNames,
  type WindowsReason,
  windowsProblem,
  windowsReasons,
} from "./windows.ts";
