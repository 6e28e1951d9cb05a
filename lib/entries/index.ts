export { type Content, type Entry, type EntryKind, entryKinds, ReadAgain } from "./entry.ts";
export {
  type ArchiveName,
  archiveName,
  isSafeArchivePath,
  linkText,
  visibleName,
} from "./name.ts";
