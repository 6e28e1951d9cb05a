export {
  type AddedEntry,
  type ArchiveWriter,
  archiveEntriesMax,
  type KeptArchive,
} from "./archive.ts";
export { type ArchiveOrder, beginArchive } from "./archive-writer.ts";
export { beginVault, checkVault } from "./begin.ts";
export { binArchive, listBinned, mustBeThere, unbinArchive } from "./bin.ts";
export { blockIdOf } from "./blocks/block.ts";
export { type BlockSizes, cutAt } from "./blocks/cut.ts";
export {
  type ChangeCounts,
  type EntryChange,
  entryChanges,
  listChanges,
} from "./changes.ts";
export type { AlteredList, DamagedArchive, ExpectedArchive } from "./examine/archives.ts";
export { type Examination, type Examined, examineVault } from "./examine.ts";
export { heldBefore } from "./held-before.ts";
export {
  type ArchiveEntry,
  type EntryQuery,
  type FoundEntry,
  listEntries,
  listedEntriesMax,
  readManifestHead,
} from "./list-entries.ts";
export { type FolderItem, listFolder } from "./list-folder.ts";
export { isListing } from "./listing/with-manifest.ts";
export type {
  ManifestHead,
  ManifestTail,
  ManifestWarning,
  SourceOutcome,
  WrittenHead,
} from "./manifest.ts";
export { measureVault, type VaultMeasure } from "./measure.ts";
export { measureBin } from "./measure-bin.ts";
export { type PathState, pathHistory } from "./path-history.ts";
export type { Owner, VaultPlace } from "./place.ts";
export { type Pruned, type PruneOrder, pruneVault } from "./prune.ts";
export { type ArchiveBytes, readArchiveFile } from "./read-archive.ts";
export { type PathBytes, readArchivePath } from "./read-path.ts";
export { cleanLeftovers, removeArchive } from "./remove.ts";
export { type VaultSpace, vaultSpace } from "./space.ts";
export { type ChangeTally, tallyChanges } from "./tally-changes.ts";
export { type Verification, verifyArchive } from "./verify.ts";
