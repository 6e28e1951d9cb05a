import type { Context } from "#lib/context";
import { asFailure } from "#lib/failures";
import type { BrakeMode } from "#lib/plans/schema";
import { type ChangeTally, tallyChanges } from "#lib/vault";
import type { BrakeFinding } from "../brake-schema.ts";
import { folderOf } from "../source-folder.ts";
import { vaultOf } from "../vault-place.ts";
import { judge } from "./judge.ts";
import {
  goodArchives,
  measuredOf,
  pastOver,
  type SourceChanges,
  type SourceRow,
  sameSource,
  sourcesOf,
} from "./past.ts";

/** What holding an archive against those before it came to. */
export interface LookBack {
  findings: BrakeFinding[];
  /** The archive that it was compared with; `null`: there is no good one before it. */
  against: { id: string; runId: string; number: number } | null;
  /** By the id of the row in `archive_sources`. */
  changes: Map<string, SourceChanges>;
}

/**
 * Holds a new archive against the good ones of its plan before it, over those sources that it has in
 * common with the last of them: a source that joined, left, or was given other settings is not judged.
 * What was counted of past archives stands with them; only the last one's listing is read, where it
 * differs. An archive before that cannot be read costs the shares, and no run.
 *
 * @throws the signal's reason; errors of the database
 */
export async function lookBack(
  ctx: Context,
  order: {
    planId: string;
    mode: BrakeMode;
    archive: { id: string; file: string };
    signal: AbortSignal;
  },
): Promise<LookBack> {
  const { archive, planId } = order;
  const good = await goodArchives(ctx.db, { planId, without: archive.id });
  const given = await sourcesOf(ctx.db, [archive.id, ...good.map((each) => each.archive.id)]);
  const last = good.find((each) => each.archive.letGoAt === null);
  if (!last) return { findings: [], against: null, changes: new Map() };
  const before = new Map(yieldedIn(given, last.archive.id).map((row) => [sameSource(row), row]));
  const pairs = yieldedIn(given, archive.id).flatMap((row) => {
    const old = before.get(sameSource(row));
    return old ? [{ row, old }] : [];
  });
  const changes = await changesOf(ctx, order, { last: last.archive, pairs });
  const rows = pairs.map(({ row }) => ({ ...row, changes: changes.get(row.id) ?? null }));
  const past = pastOver(new Set(rows.map(sameSource)), good, given);
  const { id, runId } = last.archive;
  return {
    findings: rows.length > 0 ? judge(measuredOf(rows), past, order.mode) : [],
    against: { id, runId, number: last.number },
    changes,
  };
}

function yieldedIn(given: ReadonlyMap<string, SourceRow[]>, archiveId: string): SourceRow[] {
  return (given.get(archiveId) ?? []).filter((row) => row.yielded && row.origin !== "");
}

async function changesOf(
  ctx: Context,
  { archive, signal }: { archive: { file: string }; signal: AbortSignal },
  { last, pairs }: { last: { file: string }; pairs: { row: SourceRow; old: SourceRow }[] },
): Promise<Map<string, SourceChanges>> {
  const folders = pairs.map(({ row }) => folderOf(row));
  // The longest first: one folder's name may begin another's.
  const longestFirst = folders.toSorted((a, b) => b.length - a.length);
  const groupOf = (path: string) => longestFirst.find((folder) => path.startsWith(folder)) ?? null;
  try {
    const order = { file: archive.file, before: last.file, groupOf, signal };
    const tallies = await tallyChanges(await vaultOf(ctx.db), order);
    if (!tallies) return new Map();
    return new Map(
      pairs.map(({ row, old }) => [row.id, asChanges(old, tallies.get(folderOf(row)))]),
    );
  } catch (error) {
    signal.throwIfAborted();
    const failure = asFailure(error);
    ctx.log.warn("not compared with the archive before", {
      error: failure,
      cause: failure.causeName,
    });
    return new Map();
  }
}

function asChanges(old: SourceRow, tally: ChangeTally | undefined): SourceChanges {
  const { changed = 0, gone = 0 } = tally ?? {};
  const { cameHardBytes = 0, wentHardBytes = 0, wentSoftBytes = 0 } = tally ?? {};
  // New hard content beside what was there, such as pictures, is no change of what was there.
  const hardenedBytes = Math.max(0, Math.min(cameHardBytes - wentHardBytes, wentSoftBytes));
  return { filesBefore: old.files, bytesBefore: old.bytes, changed, gone, hardenedBytes };
}
