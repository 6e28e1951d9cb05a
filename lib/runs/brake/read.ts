import { and, desc, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import { type Database, type Transaction, tables } from "#lib/db";
import type { ArchiveFlag, BrakeFinding, Decision, PlanBrake } from "../brake-schema.ts";

type Reader = Database | Transaction;
type ArchiveRow = typeof tables.archives.$inferSelect;

/** What stands on an archive that was flagged when it was made. */
export interface StoredFlag {
  findings: BrakeFinding[];
  /** The number of the run it was compared with. */
  against: number;
}

/** Archives that are flagged and listed, and that nobody accepted: the brake of their plan is on. */
export const isFlagged = and(
  isNotNull(tables.archives.flag),
  isNull(tables.archives.acceptedAt),
  isNull(tables.archives.letGoAt),
);

/** Why an archive was flagged; `null`: it was not. */
export function flagOf(row: ArchiveRow): ArchiveFlag | null {
  const flag = row.flag as StoredFlag | null;
  if (!flag) return null;
  const { acceptedAt: at, acceptedBy, acceptedWhy } = row;
  return {
    ...flag,
    sentence: flagSentence(flag.findings),
    accepted: at && { at, by: acceptedBy ?? "", why: acceptedWhy ?? "" },
    keptOn: decisionOf(row.brakeKept),
  };
}

/** Findings as one sentence without its full stop. */
export function flagSentence(findings: readonly BrakeFinding[]): string {
  return findings.map(({ sentence }) => sentence).join("; ");
}

/** The plans whose brake is on, of those named, or of all. */
export async function readBrakes(db: Reader, planIds?: readonly string[]): Promise<PlanBrake[]> {
  const { archives, runs } = tables;
  const rows = await db
    .select({ archive: archives, number: runs.number })
    .from(archives)
    .innerJoin(runs, eq(runs.id, archives.runId))
    .where(and(isFlagged, planIds ? inArray(archives.planId, [...planIds]) : undefined))
    .orderBy(desc(archives.createdAt));
  const brakes: PlanBrake[] = [];
  for (const [planId, flagged] of Map.groupBy(rows, ({ archive }) => archive.planId)) {
    const [newest, first] = [flagged.at(0), flagged.at(-1)];
    const flag = newest && flagOf(newest.archive);
    const firstFlag = first && flagOf(first.archive);
    if (!flag || !firstFlag) continue;
    brakes.push({
      planId,
      run: newest.number,
      since: first.archive.createdAt,
      archives: flagged.length,
      sentence: flag.sentence,
      keptOn: flagged.map(({ archive }) => decisionOf(archive.brakeKept)).find(Boolean) ?? null,
      held: firstFlag.against,
      lastGood: await lastGoodRun(db, planId),
    });
  }
  return brakes;
}

async function lastGoodRun(db: Reader, planId: string): Promise<number | null> {
  const { archives, runs } = tables;
  const found = await db
    .select({ number: runs.number })
    .from(archives)
    .innerJoin(runs, eq(runs.id, archives.runId))
    .where(
      and(
        eq(archives.planId, planId),
        eq(archives.good, true),
        isNull(archives.damaged),
        isNull(archives.letGoAt),
      ),
    )
    .orderBy(desc(archives.createdAt))
    .limit(1)
    .get();
  return found?.number ?? null;
}

function decisionOf(stored: unknown): Decision | null {
  const decision = stored as { at: string; by: string; why: string } | null;
  return decision && { ...decision, at: new Date(decision.at) };
}
