import { eq } from "drizzle-orm";
import { type Database, type Transaction, tables } from "#lib/db";
import type { FailureReport } from "#lib/failures";
import { isListing } from "#lib/vault";
import { flagOf } from "./brake/read.ts";
import type { RunArchive, RunProgress, RunSummary } from "./schema.ts";

export type RunRow = typeof tables.runs.$inferSelect;
export type StepRow = typeof tables.runSteps.$inferSelect;
export type ArchiveRow = typeof tables.archives.$inferSelect;

/** A query that gives runs with their plan's name and what they kept; add where, order and limit. */
export function selectRuns(db: Database | Transaction) {
  return db
    .select({ run: tables.runs, planName: tables.plans.name, archive: tables.archives })
    .from(tables.runs)
    .innerJoin(tables.plans, eq(tables.plans.id, tables.runs.planId))
    .leftJoin(tables.archives, eq(tables.archives.runId, tables.runs.id))
    .$dynamic();
}

/** A row of `selectRuns` as pages show it. */
export function asRunSummary(row: {
  run: RunRow;
  planName: string;
  archive: ArchiveRow | null;
}): RunSummary {
  const { run } = row;
  return {
    id: run.id,
    number: run.number,
    plan: { id: run.planId, name: row.planName },
    trigger: run.trigger,
    requestedBy: run.requestedBy,
    limitedTo: run.limitedTo?.length ?? null,
    state: run.state,
    dueAt: run.dueAt,
    queuedAt: run.queuedAt,
    startedAt: run.startedAt,
    endedAt: run.endedAt,
    cancelRequestedAt: run.cancelRequestedAt,
    readAll: run.readAll,
    waitingFor: run.waitingFor,
    progress: run.endedAt ? null : (run.progress as RunProgress | null),
    warningCount: run.warningCount,
    error: run.error as FailureReport | null,
    archive: row.archive && asRunArchive(row.archive),
  };
}

export function asRunArchive(row: ArchiveRow): RunArchive {
  return {
    id: row.id,
    bytes: row.bytes,
    contentBytes: row.contentBytes,
    ...growthOf(row),
    entries: row.entries,
    sha256: row.sha256,
    verifiedAt: row.verifiedAt,
    good: row.good,
    without: row.without,
    damaged: row.damaged,
    flag: flagOf(row),
    note: row.note,
    pinnedAt: row.pinnedAt,
    pinnedBy: row.pinnedBy,
    letGoAt: row.letGoAt,
    letGoBecause: row.letGoBecause,
    bin:
      row.letGoAt && row.binUntil && !row.leftBinAt
        ? { until: row.binUntil, freesBytes: row.freesBytes }
        : null,
  };
}

/** What an archive added to the vault; one of the first version shares nothing with any other. */
export function growthOf(
  row: Pick<ArchiveRow, "file" | "bytes" | "contentBytes" | "storedBytes" | "newBytes" | "unread">,
): Pick<RunArchive, "storedBytes" | "newBytes" | "unread" | "sha256Of"> {
  const { bytes, contentBytes, storedBytes, newBytes, unread } = row;
  if (isListing(row.file)) return { storedBytes, newBytes, unread, sha256Of: "manifest" };
  return { storedBytes: bytes, newBytes: contentBytes, unread: 0, sha256Of: "zip" };
}
