import { lstat, readlink } from "node:fs/promises";
import type { Entry } from "#lib/entries";
import { type Failure, fail, unlessAborted } from "#lib/failures";
import { entryFacts } from "../facts.ts";
import type { FolderSource, SourceSurroundings } from "../source.ts";
import { shownPath } from "./place.ts";
import { contentsOf } from "./read.ts";
import { refusalOf } from "./refusal.ts";
import type { FileThread } from "./thread/file-thread.ts";
import type { Found, Walk } from "./walk.ts";
import { walkSource } from "./walk-source.ts";

/** What reading a folder's files takes. */
interface Reading {
  source: FolderSource;
  surroundings: SourceSurroundings;
  files: FileThread;
}

type Taken = Extract<Found, { what: "file" | "folder" | "link" }>;

/**
 * What a folder holds, sorted, each thing looked at shortly before it is given out. What cannot be
 * taken is warned of by name.
 *
 * @throws Failure `source-missing`, `source-unreadable`, `source-replaced`, `source-error` when the
 *   folder itself went away; the signal's reason
 */
export async function* entriesOf(order: Walk, reading: Reading): AsyncGenerator<Entry> {
  const { warn, moved } = reading.surroundings;
  await refuseReplaced(order);
  for await (const found of walkSource({ ...order, sorted: true })) {
    if (found.what === "refused") {
      warn(found.warning);
    } else if (found.what !== "left out" && found.what !== "passed by") {
      const entry = await entryOf(found, order, reading);
      if ("causeName" in entry) {
        warn(entry);
        continue;
      }
      yield entry;
      moved({ entries: 1, bytes: 0 });
    }
  }
  await refuseReplaced(order);
}

/** A disk that was mounted or unmounted meanwhile left another folder in its place. */
async function refuseReplaced({ root, signal }: Walk): Promise<void> {
  const now = await unlessAborted(
    signal,
    lstat(root.real, { bigint: true }).catch(() => null),
  );
  if (!now) throw fail("source-missing", { path: root.shown });
  if (now.dev !== root.stats.dev || now.ino !== root.stats.ino) {
    throw fail("source-replaced", { path: root.shown });
  }
}

async function entryOf(
  found: Taken,
  order: Walk,
  { source, surroundings, files }: Reading,
): Promise<Entry | Failure> {
  const { place, stats, what: kind } = found;
  const { signal, moved } = surroundings;
  const shown = shownPath(order.root, place);
  const size = kind === "file" ? Number(stats.size) : 0;
  const file = { path: place.real, root: order.root.real, shown };
  let link: Buffer | null = null;
  if (kind === "link") {
    try {
      link = await unlessAborted(signal, readlink(place.real, { encoding: "buffer" }));
    } catch (error) {
      signal.throwIfAborted();
      return refusalOf(error, { ...file, kind });
    }
  }
  return {
    ...entryFacts(stats),
    path: [source.name, ...place.parts].join("/"),
    nameBytes: place.bytes && Buffer.concat([Buffer.from(`${source.name}/`), place.bytes]),
    kind,
    size,
    link,
    stale: null,
    open: contentsOf(file, {
      mayGrow: source.kind === "logs",
      readSmall: () => files.read(place.real, size),
      signal,
      moved: (bytes) => moved({ entries: 0, bytes }),
    }),
  };
}
