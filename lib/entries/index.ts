export { type Content, type Entry, type EntryKind, entryKinds } from "./entry.ts";
export {
  type ArchiveName,
  archiveName,
  isSafeArchivePath,
  namePartBytesMax,
  visibleName,
} from "./name.ts";
