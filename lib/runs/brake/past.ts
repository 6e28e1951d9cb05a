import { and, desc, eq, inArray, isNotNull, isNull, ne } from "drizzle-orm";
import { type Database, tables } from "#lib/db";
import type { Measured, Past } from "./judge.ts";
import { filesMin, hardenedBytesMin, historyMax } from "./limits.ts";

/** What became of one source since the last good archive, as an archive remembers it. */
export interface SourceChanges {
  /** What the last good archive holds of it. */
  filesBefore: number;
  bytesBefore: number;
  changed: number;
  gone: number;
  /** Bytes that could be packed before, and cannot any more. */
  hardenedBytes: number;
}

/** What one source gave to an archive. */
export type SourceRow = Omit<typeof tables.archiveSources.$inferSelect, "changes"> & {
  changes: SourceChanges | null;
};

type ArchiveRow = typeof tables.archives.$inferSelect;

/** The good archives of a plan, newest first, also those that were let go since, without one of them. */
export async function goodArchives(
  db: Database,
  of: { planId: string; without: string },
): Promise<{ archive: ArchiveRow; number: number }[]> {
  const { archives, runs } = tables;
  return db
    .select({ archive: archives, number: runs.number })
    .from(archives)
    .innerJoin(runs, eq(runs.id, archives.runId))
    .where(
      and(
        eq(archives.planId, of.planId),
        ne(archives.id, of.without),
        eq(archives.good, true),
        isNotNull(archives.verifiedAt),
        isNull(archives.damaged),
      ),
    )
    .orderBy(desc(archives.createdAt))
    .limit(historyMax);
}

/** What the sources gave to some archives, by the archive's id. */
export async function sourcesOf(
  db: Database,
  archiveIds: readonly string[],
): Promise<Map<string, SourceRow[]>> {
  const rows = await db
    .select()
    .from(tables.archiveSources)
    .where(inArray(tables.archiveSources.archiveId, [...archiveIds]));
  return Map.groupBy(rows as SourceRow[], (row) => row.archiveId);
}

/** What tells that a source is the same one, with the same settings. */
export function sameSource(row: Pick<SourceRow, "sourceId" | "origin">): string {
  return `${row.sourceId} ${row.origin}`;
}

/** The sum over sources of one archive. */
export function measuredOf(rows: readonly SourceRow[]): Measured {
  const compared = rows.flatMap(({ changes }) => changes ?? []);
  const isWhole = rows.length > 0 && compared.length === rows.length;
  const files = sumOf(compared, ({ filesBefore }) => filesBefore);
  const share = (of: number) => (isWhole && files >= filesMin ? of / files : null);
  const bytes = sumOf(compared, ({ bytesBefore }) => bytesBefore);
  const hard = sumOf(compared, ({ hardenedBytes }) => hardenedBytes);
  const hardMin = files >= filesMin ? hardenedBytesMin.many : hardenedBytesMin.few;
  return {
    entries: sumOf(rows, ({ entries }) => entries),
    bytes: sumOf(rows, (row) => row.bytes),
    gone: share(sumOf(compared, ({ gone }) => gone)),
    changed: share(sumOf(compared, ({ changed }) => changed)),
    hardened: isWhole && bytes > 0 ? (hard >= hardMin ? hard / bytes : 0) : null,
  };
}

/** Good archives that hold all of some sources, measured over these. */
export function pastOver(
  sources: ReadonlySet<string>,
  good: readonly { archive: ArchiveRow }[],
  given: ReadonlyMap<string, SourceRow[]>,
): Past[] {
  return good.flatMap(({ archive }) => {
    const rows = (given.get(archive.id) ?? []).filter(
      (row) => row.yielded && sources.has(sameSource(row)),
    );
    if (rows.length < sources.size) return [];
    return [{ ...measuredOf(rows), accepted: archive.acceptedAt !== null }];
  });
}

function sumOf<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((sum, item) => sum + of(item), 0);
}
