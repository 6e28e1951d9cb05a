import { and, eq, isNull } from "drizzle-orm";
import type { Database } from "#lib/db";
import { tables } from "#lib/db";
import { keep } from "#lib/plans";
import type { Retention } from "#lib/plans/schema";
import type { ArchiveRow } from "./rows.ts";

/** A plan's rule, as far as retention needs it. */
export interface RetentionRule {
  planId: string;
  retention: Retention;
  timeZone: string;
  now: Date;
  /** Judged as if one more good archive had been made then: what the next run would let go. */
  nextAt?: Date | null;
}

/** An archive with the reasons that keep it; `because: null` means that retention lets it go. */
export interface KeptArchive {
  archive: ArchiveRow;
  because: string[] | null;
}

/** What a rule says of each archive that a plan still has, newest first. */
export async function applyRule(db: Database, rule: RetentionRule): Promise<KeptArchive[]> {
  const rows = await db
    .select()
    .from(tables.archives)
    .where(and(eq(tables.archives.planId, rule.planId), isNull(tables.archives.letGoAt)));
  // What is not read back yet, or was found damaged, is no good copy and counts for no rule.
  const judged = rows.map((row) => ({
    ...row,
    good: row.good && !row.damaged,
    pinned: row.pinnedAt !== null,
    flagged: row.flag !== null && row.acceptedAt === null,
  }));
  const byId = new Map(rows.map((row) => [row.id, row]));
  const { nextAt } = rule;
  const next = nextAt ? [{ id: "", createdAt: nextAt, good: true, pinned: false }] : [];
  const all = [...judged, ...next];
  return keep(all, rule.retention, rule.timeZone, nextAt ?? rule.now).flatMap(({ id, because }) => {
    const archive = byId.get(id);
    return archive ? [{ archive, because }] : [];
  });
}
