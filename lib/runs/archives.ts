import { and, count, desc, eq, isNotNull, isNull, or, type SQL, sum } from "drizzle-orm";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { type Database, type Transaction, tables } from "#lib/db";
import { fail } from "#lib/failures";
import { Retention } from "#lib/plans/schema";
import { type FoundEntry, listEntries } from "#lib/vault";
import { isFlagged } from "./brake/read.ts";
import { isRun, listMax } from "./find.ts";
import { applyRule } from "./kept-as.ts";
import { asRunArchive } from "./rows.ts";
import type { ArchiveDetail, ArchiveState, ArchiveSummary } from "./schema.ts";
import { vaultOf } from "./vault-place.ts";

const conditions: Record<ArchiveState, SQL | undefined> = {
  good: and(
    eq(tables.archives.good, true),
    isNull(tables.archives.damaged),
    isNull(tables.archives.letGoAt),
  ),
  flagged: isFlagged,
  partial: and(
    eq(tables.archives.good, false),
    or(isNull(tables.archives.flag), isNotNull(tables.archives.acceptedAt)),
    isNull(tables.archives.letGoAt),
  ),
  damaged: and(isNotNull(tables.archives.damaged), isNull(tables.archives.letGoAt)),
  pinned: and(isNotNull(tables.archives.pinnedAt), isNull(tables.archives.letGoAt)),
  bin: and(isNotNull(tables.archives.letGoAt), isNull(tables.archives.leftBinAt)),
  "let-go": isNotNull(tables.archives.leftBinAt),
};

/** Archives that are kept (or those of one state), newest first, with number and bytes of all that match. */
export async function listArchives(
  ctx: Context,
  filter: {
    planId?: string | undefined;
    state?: ArchiveState | undefined;
    offset?: number;
    limit: number;
  },
): Promise<{ archives: ArchiveSummary[]; total: number; bytes: number }> {
  allow(ctx, "archive:read");
  const where = and(
    filter.planId ? eq(tables.archives.planId, filter.planId) : undefined,
    filter.state ? conditions[filter.state] : isNull(tables.archives.letGoAt),
  );
  const rows = await selectArchives(ctx.db)
    .where(where)
    .orderBy(desc(tables.archives.createdAt), desc(tables.runs.number))
    .limit(Math.min(filter.limit, listMax))
    .offset(filter.offset ?? 0);
  const all = await ctx.db
    .select({ count: count(), bytes: sum(tables.archives.bytes).mapWith(Number) })
    .from(tables.archives)
    .where(where)
    .get();
  const reasons = await reasonsOf(ctx, rows);
  const archives = rows.map((row) => asArchiveSummary(row, reasons));
  return { archives, total: all?.count ?? 0, bytes: all?.bytes ?? 0 };
}

/** The archive of a run (by id or number), with what each source gave; `null` when it has none. */
export async function findArchive(ctx: Context, run: string): Promise<ArchiveDetail | null> {
  allow(ctx, "archive:read");
  const row = await selectArchives(ctx.db).where(isRun(run)).get();
  if (!row) return null;
  const sources = await ctx.db
    .select()
    .from(tables.archiveSources)
    .where(eq(tables.archiveSources.archiveId, row.archive.id));
  return {
    ...asArchiveSummary(row, await reasonsOf(ctx, [row])),
    windowsNames: row.archive.windowsNames,
    sources: sources.map(({ name, kind, entries, bytes, yielded }) => ({
      name,
      kind,
      entries,
      bytes,
      yielded,
    })),
  };
}

/**
 * Entries of a run's archive, in the order of the archive.
 *
 * @throws Failure `not-found`, `archive-let-go`, or what the vault found wrong with it
 */
export async function listArchiveEntries(
  ctx: Context,
  asked: {
    run: string;
    prefix?: string | undefined;
    search?: string | undefined;
    offset: number;
    limit: number;
  },
): Promise<{ entries: FoundEntry[]; total: number }> {
  allow(ctx, "archive:read");
  const { archive } = await keptArchive(ctx, asked.run);
  const { prefix, search, offset, limit } = asked;
  const page = { offset, limit: Math.min(limit, listMax) };
  return listEntries(await vaultOf(ctx.db), archive.file, {
    ...page,
    ...(prefix === undefined ? {} : { prefix }),
    ...(search === undefined ? {} : { search }),
  });
}

/**
 * The archive of a run that can still be read.
 *
 * @throws Failure `not-found`, `archive-let-go` or `archive-in-bin`
 */
export async function keptArchive(ctx: { db: Database | Transaction }, run: string) {
  const row = await archiveOfRun(ctx, run);
  if (row.archive.leftBinAt) throw fail("archive-let-go", { run: row.number });
  if (row.archive.letGoAt) throw fail("archive-in-bin", { run: row.number });
  return row;
}

/** The archive of a run, whatever became of it. @throws Failure `not-found` */
export async function archiveOfRun(ctx: { db: Database | Transaction }, run: string) {
  const row = await selectArchives(ctx.db).where(isRun(run)).get();
  if (!row) throw fail("not-found", { what: "archive of run", name: run });
  return row;
}

function selectArchives(db: Database | Transaction) {
  return db
    .select({
      archive: tables.archives,
      number: tables.runs.number,
      planName: tables.plans.name,
      retention: tables.plans.retention,
      timeZone: tables.plans.timeZone,
    })
    .from(tables.archives)
    .innerJoin(tables.runs, eq(tables.runs.id, tables.archives.runId))
    .innerJoin(tables.plans, eq(tables.plans.id, tables.archives.planId))
    .$dynamic();
}

type SelectedArchive = Awaited<ReturnType<typeof keptArchive>>;

function asArchiveSummary(
  row: SelectedArchive,
  reasons: ReadonlyMap<string, string[]>,
): ArchiveSummary {
  return {
    ...asRunArchive(row.archive),
    run: { id: row.archive.runId, number: row.number },
    plan: { id: row.archive.planId, name: row.planName },
    createdAt: row.archive.createdAt,
    keptAs: reasons.get(row.archive.id) ?? [],
  };
}

/** Why each archive of the plans on a page is kept, by its id. */
async function reasonsOf(ctx: Context, rows: readonly SelectedArchive[]) {
  const reasons = new Map<string, string[]>();
  for (const [planId, [row]] of Map.groupBy(rows, (each) => each.archive.planId)) {
    if (!row) continue;
    const retention = Retention.parse(row.retention);
    const rule = { planId, retention, timeZone: row.timeZone, now: ctx.clock.now() };
    for (const { archive, because } of await applyRule(ctx.db, rule)) {
      if (because) reasons.set(archive.id, because);
    }
  }
  return reasons;
}
