import { formatCount, plural } from "#lib/failures";
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
  const skipped = skippedTotal > 0 ? ` ${formatCount(skippedTotal)} could not be taken.` : "";
  if (cut) return `More than ${plural(taken, "file")}.${skipped}`;
  if (taken > 0)
    return `${plural(taken, "file")} in ${plural(included.folders, "folder")}.${skipped}`;
  if (excluded.files > 0)
    return `The patterns leave out all ${plural(excluded.files, "file")}.${skipped}`;
  return `No files.${skipped}`;
}
