import { and, desc, eq, isNull, lt } from "drizzle-orm";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { tables } from "#lib/db";
import { isFailure } from "#lib/failures";
import {
  type ChangeCounts,
  type EntryChange,
  type FolderItem,
  type FoundEntry,
  listChanges,
  listEntries,
  listFolder,
} from "#lib/vault";
import { keptArchive } from "./archives.ts";
import { listMax } from "./find.ts";
import { vaultOf } from "./vault-place.ts";

/** What an archive was held against: the one before of the same plan. */
interface Against {
  /** The number of its run; `null`: there is none, or it cannot be read. */
  against: number | null;
  /** How many entries differ, of all that were asked for. */
  changes: ChangeCounts;
}

/**
 * What lies directly in one folder of a run's archive, folders first, with what became of it since
 * the archive before of the same plan.
 *
 * @param asked.folder ends in `/`, or is empty for the archive's own level
 * @throws Failure `not-found`, `archive-let-go`, or what the vault found wrong with it
 */
export async function listArchiveFolder(
  ctx: Context,
  asked: { run: string; folder: string; offset: number; limit: number },
): Promise<{ items: FolderItem[]; total: number } & Against> {
  allow(ctx, "archive:read");
  const { folder, offset } = asked;
  const page = { folder, offset, limit: Math.min(asked.limit, listMax) };
  return heldAgainst(ctx, asked.run, async (place, file, before) =>
    listFolder(place, file, { ...page, before }),
  );
}

/**
 * Entries of a run's archive in its order, with what became of each since the archive before.
 *
 * @param asked.change only these; without it every entry the archive holds
 * @throws Failure `not-found`, `archive-let-go`, or what the vault found wrong with it
 */
export async function listArchiveChanges(
  ctx: Context,
  asked: {
    run: string;
    prefix?: string;
    search?: string;
    change?: EntryChange | undefined;
    offset: number;
    limit: number;
  },
): Promise<{ entries: (FoundEntry & { change: EntryChange | null })[]; total: number } & Against> {
  allow(ctx, "archive:read");
  const { run, change, ...query } = { ...asked, limit: Math.min(asked.limit, listMax) };
  return heldAgainst(ctx, run, async (place, file, before) => {
    if (before !== undefined) return listChanges(place, file, { ...query, before, change });
    // With nothing before it, all of it is new and none of it anything else.
    const isAny = change === undefined || change === "new";
    const { entries, total } = await listEntries(
      place,
      file,
      isAny ? query : { ...query, limit: 0 },
    );
    const changes = { new: 0, changed: 0, gone: 0 };
    const unmarked = entries.map((entry) => ({ ...entry, change: null }));
    return { entries: unmarked, total: isAny ? total : 0, changes };
  });
}

type Look<T> = (
  place: Awaited<ReturnType<typeof vaultOf>>,
  file: string,
  before: string | undefined,
) => Promise<T>;

async function heldAgainst<T extends { changes: ChangeCounts }>(
  ctx: Context,
  run: string,
  look: Look<T>,
): Promise<T & Against> {
  const { archive } = await keptArchive(ctx, run);
  const place = await vaultOf(ctx.db);
  const before = await archiveBefore(ctx, archive);
  if (before) {
    try {
      return { ...(await look(place, archive.file, before.file)), against: before.number };
    } catch (error) {
      if (!isFailure(error)) throw error;
      // The one before may be damaged or just gone: that is no reason to show nothing of this one.
    }
  }
  return { ...(await look(place, archive.file, undefined)), against: null };
}

/** The archive of the same plan that was kept right before; `null` where there is none any more. */
async function archiveBefore(
  ctx: Context,
  archive: { planId: string; createdAt: Date },
): Promise<{ file: string; number: number } | null> {
  const { archives, runs } = tables;
  const found = await ctx.db
    .select({ file: archives.file, number: runs.number })
    .from(archives)
    .innerJoin(runs, eq(runs.id, archives.runId))
    .where(
      and(
        eq(archives.planId, archive.planId),
        isNull(archives.letGoAt),
        lt(archives.createdAt, archive.createdAt),
      ),
    )
    .orderBy(desc(archives.createdAt))
    .limit(1)
    .get();
  return found ?? null;
}
