import { isFailure } from "#lib/failures";
import type { FolderPreview } from "../schema.ts";
import type { FolderSource, SourceSurroundings } from "../source.ts";
import { shownPath } from "./place.ts";
import { rulesOf } from "./rules.ts";
import { type LeftOutFolder, type PreviewLimits, Tally } from "./tally.ts";
import type { Walk } from "./walk.ts";
import { walkOf, walkSource } from "./walk-source.ts";

/** A little more than a million files take on an ordinary disk. */
export const previewLimits: PreviewLimits = { ms: 25_000, seen: 2_000_000 };

/**
 * What a run would take from a folder and what not, pattern by pattern. First comes what is taken,
 * then what the left out folders hold: where a bound is reached, the first is the more complete.
 *
 * @throws as `openSource` does for a folder
 */
export async function previewFolder(
  source: FolderSource,
  surroundings: SourceSurroundings,
  limits: PreviewLimits = previewLimits,
): Promise<FolderPreview> {
  const order = await walkOf(source, surroundings);
  const tally = new Tally(order.rules, limits);
  for await (const found of walkSource(order)) {
    tally.add(found);
    if (tally.isOver()) break;
  }
  for (const folder of tally.leftOutFolders) {
    if (tally.isOver()) break;
    await lookInto(folder, order, tally);
  }
  return tally.preview();
}

/** Counts what a folder holds that is left out; what cannot be read in there does not matter. */
async function lookInto({ place, stats, by }: LeftOutFolder, order: Walk, tally: Tally) {
  const root = { real: place.real, shown: shownPath(order.root, place), stats };
  try {
    for await (const found of walkSource({ ...order, root, rules: everything(order) })) {
      if (found.what === "file" || found.what === "link") tally.addLeftOut(found.stats, by);
      else tally.see();
      if (tally.isOver()) return;
    }
  } catch (error) {
    if (!isFailure(error) || order.signal.aborted) throw error;
  }
}

function everything({ rules }: Walk) {
  return rulesOf({
    path: "/",
    include: [],
    exclude: [],
    ignoreCase: false,
    excludeIfPresent: "",
    excludeCaches: false,
    largerThanBytes: null,
    oneFileSystem: rules.oneFileSystem,
  });
}
