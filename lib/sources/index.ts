import { openFolderSource } from "./folder/open.ts";
import { tryFolder } from "./folder/try.ts";
import type { Trial } from "./schema.ts";
import type { OpenSource, Source, SourceSurroundings } from "./source.ts";
import { openDatabaseSource } from "./sqlite/open.ts";
import { tryDatabase } from "./sqlite/try.ts";

export { previewFolder, previewLimits } from "./folder/preview.ts";
export type { PreviewLimits } from "./folder/tally.ts";
export type { FolderPreview, LeftOutBy, Trial } from "./schema.ts";
export type {
  DatabaseSource,
  FolderSource,
  OpenSource,
  Source,
  SourceCount,
  SourceSurroundings,
} from "./source.ts";

/**
 * Reaches a source and counts what it holds; a database is copied to a snapshot and checked.
 *
 * @throws Failure of the table's source causes, and disk failures about the scratch folder;
 *   the signal's reason when it was aborted
 */
export function openSource(source: Source, surroundings: SourceSurroundings): Promise<OpenSource> {
  return source.kind === "database"
    ? openDatabaseSource(source, surroundings)
    : openFolderSource(source, surroundings);
}

/**
 * Looks whether a source could be opened, without copying or counting all of it: existence,
 * permissions, what it claims to be, patterns.
 *
 * @throws as `openSource`
 */
export function trySource(source: Source, surroundings: SourceSurroundings): Promise<Trial> {
  return source.kind === "database"
    ? tryDatabase(source, surroundings)
    : tryFolder(source, surroundings);
}
