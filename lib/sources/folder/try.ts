import type { FolderPreview, Trial } from "../schema.ts";
import type { FolderSource, SourceSurroundings } from "../source.ts";
import { previewFolder } from "./preview.ts";

/** A quick look ends after this long, or after this many things seen. */
const quickLook = { ms: 2_000, seen: 20_000 };

/** Looks into a folder for a moment. @throws as `openSource` does for a folder */
export async function tryFolder(
  source: FolderSource,
  surroundings: SourceSurroundings,
): Promise<Trial> {
  const preview = await previewFolder(source, surroundings, quickLook);
  const { included, cut } = preview;
  const entries = included.files + included.folders + included.links;
  return {
    sentence: sentenceOf(preview),
    entries: cut ? null : entries,
    bytes: cut ? null : included.bytes,
  };
}

function sentenceOf({ included, excluded, skippedTotal, cut }: FolderPreview): string {
  const taken = included.files + included.links;
  const skipped = skippedTotal > 0 ? ` ${numberText(skippedTotal)} could not be taken.` : "";
  if (cut) return `More than ${filesText(taken)}.${skipped}`;
  if (taken > 0) return `${filesText(taken)} in ${foldersText(included.folders)}.${skipped}`;
  if (excluded.files > 0)
    return `The patterns leave out all ${filesText(excluded.files)}.${skipped}`;
  return `No files.${skipped}`;
}

function filesText(count: number): string {
  return count === 1 ? "1 file" : `${numberText(count)} files`;
}

function foldersText(count: number): string {
  return count === 1 ? "1 folder" : `${numberText(count)} folders`;
}

function numberText(count: number): string {
  return count.toLocaleString("en-US");
}
