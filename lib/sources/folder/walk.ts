import { type Failure, unlessAborted } from "#lib/failures";
import type { OffLimits } from "../off-limits.ts";
import type { Reached } from "../reach.ts";
import type { LeftOutBy } from "../schema.ts";
import type { FileStats } from "../stats.ts";
import type { Look } from "./look.ts";
import { type FoundFolder, lookAtAll, type Seen } from "./look-at-all.ts";
import { isCache, isMarked } from "./marker.ts";
import { type Names, openNames } from "./names.ts";
import { type Place, placeOfRoot, shownPath } from "./place.ts";
import { refusalOf } from "./refusal.ts";
import type { Rules } from "./rules.ts";

/** What a walk comes across. */
export type Found = { place: Place } & (
  | { what: "file" | "link"; stats: FileStats }
  | { what: "folder"; stats: FileStats }
  /** Left out as its source wants it; a folder is not entered. */
  | { what: "left out"; stats: FileStats; by: LeftOutBy }
  /** Off limits; or a folder that is taken without what another file system holds there. */
  | { what: "passed by"; why: string }
  /** Could not be taken. */
  | { what: "refused"; warning: Failure }
);

export interface Walk {
  root: Reached;
  rules: Rules;
  offLimits: OffLimits;
  /**
   * `true`: by the bytes of the names, each looked at shortly before it is given out.
   * `false`: as they come, many looked at at once.
   */
  sorted: boolean;
  /** What files are, in their order. */
  look: (files: readonly Buffer[]) => Promise<Look[]>;
  signal: AbortSignal;
  /** Called while it goes on, also where it finds nothing. */
  alive: () => void;
}

/** As many names are looked at at once, while as many are given out that were looked at before. */
const looksAtOnce = 64;
/** As many sorted names are held on the whole way down; those further up are read again later. */
const namesHeldMax = 100_000;

/** A folder under way. */
interface Level extends FoundFolder {
  names: Names;
  /** Looked at, and not given out yet. */
  seen: Seen[];
  /** What follows, looked at while this is given out; `null`: not begun. */
  ahead: Promise<Portion> | null;
  /** No more names follow. */
  isRead: boolean;
  /** Whether the folder itself was given out. */
  isGiven: boolean;
}

interface Portion {
  names: number;
  seen: Seen[];
}

/**
 * Everything in a folder, from the top down, each folder before what it holds. Links are found,
 * never followed. Memory grows with how deep the folder is, not with how much it holds.
 *
 * @throws system errors of listing the source's own folder; the signal's reason
 */
export async function* walk(order: Walk): AsyncGenerator<Found> {
  const { root, rules, signal } = order;
  const place = placeOfRoot(root);
  const asked = rules.isIncluded([], true, false);
  const top = await enter(order, { what: "folder", place, stats: root.stats, asked });
  const levels = [top];
  try {
    yield* notGiven(levels);
    for (let level = levels.at(-1); level; level = levels.at(-1)) {
      const found = level.seen.shift();
      if (!found && level.isRead) {
        levels.pop();
      } else if (!found) {
        const warning = await lookOn(order, level, level === top);
        if (warning) yield { what: "refused", place: level.place, warning };
      } else if (found.what === "folder") {
        const entered = await tryToEnter(order, found);
        if ("names" in entered) {
          levels.push(entered);
          releaseTooMany(levels);
          if (entered.asked) yield* notGiven(levels);
        } else if (entered.what === "passed by" && found.asked) {
          yield* notGiven([...levels, { ...found, isGiven: false }]);
          yield entered;
        } else yield entered;
      } else {
        if (found.what === "file" || found.what === "link") yield* notGiven(levels);
        yield found;
      }
    }
  } finally {
    for (const { names } of levels) await unlessAborted(signal, names.close()).catch(() => {});
  }
}

/** The folders on the way down that were not given out yet. */
function* notGiven(levels: (FoundFolder & { isGiven: boolean })[]): Generator<Found> {
  for (const level of levels) {
    if (level.isGiven) continue;
    level.isGiven = true;
    yield { what: "folder", place: level.place, stats: level.stats };
  }
}

function enter(order: Walk, folder: FoundFolder): Promise<Level> {
  const path = { path: folder.place.real, root: order.root.real };
  const opening = openNames(path, order).then((names) => ({
    ...folder,
    names,
    seen: [],
    ahead: null,
    isRead: false,
    isGiven: false,
  }));
  return unlessAborted(order.signal, opening, ({ names }) => void names.close().catch(() => {}));
}

async function tryToEnter(
  order: Walk,
  folder: FoundFolder,
): Promise<Level | Exclude<Seen, FoundFolder>> {
  const { root, rules, signal } = order;
  const { place, stats } = folder;
  if (rules.oneFileSystem && stats.dev !== root.stats.dev) {
    return { what: "passed by", place, why: "another file system" };
  }
  try {
    const { marker } = rules;
    if (marker !== null && (await unlessAborted(signal, isMarked(place.real, marker)))) {
      return { what: "left out", place, stats, by: rules.by.marker };
    }
    if (rules.leaveCachesOut && (await unlessAborted(signal, isCache(place.real)))) {
      return { what: "left out", place, stats, by: rules.by.cache };
    }
    return await enter(order, folder);
  } catch (error) {
    signal.throwIfAborted();
    return { what: "refused", place, warning: await folderRefusal(order, place, error) };
  }
}

function folderRefusal({ root, signal }: Walk, place: Place, error: unknown): Promise<Failure> {
  const facts = { path: place.real, shown: shownPath(root, place), kind: "folder" as const };
  return unlessAborted(signal, refusalOf(error, facts));
}

/** Looks at the next names of a folder; a folder that breaks off ends there, with a warning. */
async function lookOn(order: Walk, level: Level, isTop: boolean): Promise<Failure | null> {
  order.alive();
  order.signal.throwIfAborted();
  try {
    const { names, seen } = await unlessAborted(order.signal, level.ahead ?? next(order, level));
    level.seen = seen;
    level.isRead = names === 0;
    level.ahead = level.isRead ? null : next(order, level);
    level.ahead?.catch(() => {}); // told when its turn comes
    return null;
  } catch (error) {
    order.signal.throwIfAborted();
    if (isTop) throw error;
    level.isRead = true;
    void level.names.close().catch(() => {}); // it breaks off anyway, and nothing waits for it
    return folderRefusal(order, level.place, error);
  }
}

/** Looks at the next names of a folder. @throws errors of listing it */
async function next(order: Walk, level: Level): Promise<Portion> {
  const names = await level.names.take(looksAtOnce);
  const seen = await lookAtAll(order, level, names);
  return { names: names.length, seen: seen.filter((found) => found !== null) };
}

/** Lets the folders further up forget their names when all together hold too many. */
function releaseTooMany(levels: readonly Level[]): void {
  let held = 0;
  for (const { names } of levels) held += names.held;
  for (const { names } of levels) {
    if (held <= namesHeldMax) return;
    held -= names.held;
    names.release();
  }
}
