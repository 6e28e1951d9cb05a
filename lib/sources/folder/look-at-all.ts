import { fail } from "#lib/failures";
import type { FileStats } from "../stats.ts";
import { foundWords } from "../words.ts";
import { type Place, placeIn, shownPath } from "./place.ts";
import { refusalOf } from "./refusal.ts";
import type { Found, Walk } from "./walk.ts";

/** Something that was looked at; a folder still has to be entered. */
export type Seen = FoundFolder | Exclude<Found, { what: "folder" }>;

export interface FoundFolder {
  what: "folder";
  place: Place;
  stats: FileStats;
  /** Whether it is taken for itself, or only for something below it. */
  asked: boolean;
}

/** What the names in a folder are; `null` for what went away and would have been left out anyway. */
export async function lookAtAll(
  order: Walk,
  folder: FoundFolder,
  names: readonly Buffer[],
): Promise<(Seen | null)[]> {
  const places = await Promise.all(names.map((name) => placeIn(folder.place, name)));
  const looks = await order.look(places.map(({ real }) => real));
  return Promise.all(
    places.map((place, index) => {
      const look = looks[index];
      if (!look) throw new Error("A file was not looked at.");
      return look instanceof Error
        ? notSeen(order, place, look)
        : judge(order, folder, { place, stats: look });
    }),
  );
}

async function notSeen({ root, rules }: Walk, place: Place, error: Error): Promise<Seen | null> {
  if (rules.excluded(place.parts, false)) return null;
  const facts = { path: place.real, shown: shownPath(root, place), kind: "file" as const };
  return { what: "refused", place, warning: await refusalOf(error, facts) };
}

/** What is done with something that was looked at. */
function judge(
  { root, rules, offLimits }: Walk,
  folder: FoundFolder,
  { place, stats }: { place: Place; stats: FileStats },
): Seen {
  const why = offLimits.what(place.real, stats);
  if (why) return { what: "passed by", place, why };

  const isFolder = stats.isDirectory();
  const by = rules.excluded(place.parts, isFolder);
  if (by) return { what: "left out", place, stats, by };
  const asked = rules.isIncluded(place.parts, isFolder, folder.asked);
  if (isFolder && (asked || rules.mayIncludeBelow(place.parts))) {
    return { what: "folder", place, stats, asked };
  }
  if (!asked) return { what: "left out", place, stats, by: rules.by.include };
  if (stats.isSymbolicLink()) return { what: "link", place, stats };
  if (!stats.isFile()) {
    const facts = { path: shownPath(root, place), found: foundWords(stats) };
    return { what: "refused", place, warning: fail("entry-special", facts) };
  }
  if (rules.tooLarge(Number(stats.size)))
    return { what: "left out", place, stats, by: rules.by.size };
  return { what: "file", place, stats };
}
