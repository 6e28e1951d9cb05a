import { mkdtemp, open, rm } from "node:fs/promises";
import path from "node:path";
import { archiveName, type Content, type Entry } from "#lib/entries";
import { asDiskFailure, fail, unlessAborted } from "#lib/failures";
import { chunksOf } from "../chunks.ts";
import { contentOf } from "../content.ts";
import { entryFacts } from "../facts.ts";
import { letGo } from "../let-go.ts";
import { asSourceFailure } from "../reach.ts";
import type { DatabaseSource, OpenSource, SourceSurroundings } from "../source.ts";
import { type Answer, ask, silentMsMax } from "./ask.ts";
import { failureIn } from "./failure.ts";
import { type DatabaseMark, markOf } from "./mark.ts";
import { type ReachedDatabase, reachDatabase, refuseFullDisk } from "./reach.ts";

/** A database that another program locks is waited for this long. */
export const lockWaitMsMax = 10_000;

/** How long a database is waited for, in milliseconds. */
export interface Waits {
  lockWaitMs: number;
  silentMs: number;
}

/**
 * Takes a snapshot of a database and checks it from end to end; its one entry is that snapshot with
 * the mode, owner and times of the original. A database that nobody wrote to since the archive before
 * is not opened.
 *
 * @throws Failure `path-not-absolute`, `source-missing`, `source-unreadable`, `not-a-file`,
 *   `not-a-database`, `source-protected`, `database-locked`, `database-corrupt`, `snapshot-failed`;
 *   `disk-full` and the other disk failures about the scratch folder; the signal's reason
 */
export async function openDatabaseSource(
  source: DatabaseSource,
  surroundings: SourceSurroundings,
  waits: Waits = { lockWaitMs: lockWaitMsMax, silentMs: silentMsMax },
): Promise<OpenSource> {
  const reached = await reachDatabase(source, surroundings);
  const marked = await lookAt(reached, surroundings);
  const facts = { ...entryOf(source, reached), ...marked };
  const { mark } = marked;
  const before = mark && (await surroundings.before?.({ path: facts.path, mark }));
  if (before) return unopened({ ...facts, size: before.bytes }, { reached, surroundings, waits });
  const taken = await snapshotOf({ reached, surroundings, waits });
  const after = await lookAt(reached, surroundings);
  // Written meanwhile: the snapshot is of one state, and nobody can say of which.
  const entry = { ...facts, ...taken.content, mark: after.mark === mark ? mark : null };
  return { ...sourceOf(entry, surroundings), close: taken.close };
}

interface Opening {
  reached: ReachedDatabase;
  surroundings: SourceSurroundings;
  waits: Waits;
}

/** A snapshot that was checked, as the content of an entry. */
async function snapshotOf({ reached, surroundings, waits }: Opening) {
  await refuseFullDisk(reached, surroundings);
  const scratch = await mkdtemp(path.join(surroundings.scratch, "source-")).catch((error) => {
    throw asDiskFailure(error, surroundings.scratch);
  });
  const close = () => rm(scratch, { recursive: true, force: true });
  try {
    const snapshot = path.join(scratch, "snapshot");
    const answers = await takeSnapshot(reached, snapshot, { ...surroundings, scratch }, waits);
    const taken = answers.find((answer) => "snapshotBytes" in answer);
    if (!taken) throw failureIn(answers, { shown: reached.shown, scratch, ...waits });
    for (const answer of answers) {
      if (!("unchecked" in answer)) continue;
      const facts = { path: reached.shown, detail: answer.unchecked };
      surroundings.warn(fail("database-part-checked", facts));
    }
    const size = taken.snapshotBytes;
    const open = () => openSnapshot({ snapshot, bytes: size }, surroundings);
    return { content: { size, open }, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The archive before holds it: a snapshot is taken only if that can no longer be read there. */
function unopened(facts: Omit<Entry, "open">, opening: Opening): OpenSource {
  const taken: { close: () => Promise<void> }[] = [];
  const open = async () => {
    const { content, close } = await snapshotOf(opening);
    taken.push({ close });
    return content.open();
  };
  return {
    ...sourceOf({ ...facts, open }, opening.surroundings),
    isUnchanged: true,
    async close() {
      for (const { close } of taken) await close();
    },
  };
}

function sourceOf(
  entry: Entry,
  { moved }: SourceSurroundings,
): Pick<OpenSource, "count" | "entries"> {
  return {
    count: { entries: 1, files: 1, bytes: entry.size },
    async *entries() {
      yield entry;
      moved({ entries: 1, bytes: 0 });
    },
  };
}

/** @throws Failure `source-error`; the signal's reason */
async function lookAt(
  { file, shown }: ReachedDatabase,
  { signal, now = () => new Date() }: SourceSurroundings,
): Promise<DatabaseMark> {
  try {
    return await unlessAborted(signal, markOf(file, now()));
  } catch (error) {
    signal.throwIfAborted();
    throw asSourceFailure(error, shown);
  }
}

function takeSnapshot(
  { file, shown }: ReachedDatabase,
  into: string,
  { scratch, signal, moved }: SourceSurroundings,
  { lockWaitMs, silentMs }: Waits,
): Promise<Answer[]> {
  const order = { task: "snapshot" as const, file, into, lockWaitMs };
  const count = (bytes: number) => moved({ entries: 0, bytes });
  return ask(order, { scratch, shown, signal, moved: count, silentMs });
}

function entryOf(
  { name, config }: DatabaseSource,
  { stats }: ReachedDatabase,
): Omit<Entry, "size" | "open"> {
  const file = archiveName(Buffer.from(path.basename(config.path)));
  return {
    ...entryFacts(stats),
    path: `${name}/${file.text}`,
    nameBytes: file.bytes && Buffer.concat([Buffer.from(`${name}/`), file.bytes]),
    kind: "file",
    link: null,
    stale: null,
  };
}

async function openSnapshot(
  { snapshot, bytes }: { snapshot: string; bytes: number },
  { signal, moved }: SourceSurroundings,
): Promise<Content> {
  const handle = await unlessAborted(signal, open(snapshot, "r"), letGo).catch((error) => {
    signal.throwIfAborted();
    throw asDiskFailure(error, snapshot);
  });
  return contentOf(
    {
      size: bytes,
      chunks: () => chunksOf(handle, bytes, signal),
      verdict: async () => null,
      free: () => letGo(handle),
    },
    (more) => moved({ entries: 0, bytes: more }),
  );
}
