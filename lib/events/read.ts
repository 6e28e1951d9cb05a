import { and, asc, desc, eq, gt, gte, lt, lte } from "drizzle-orm";
import { type Database, type Transaction, tables, write } from "#lib/db";
import type { LiveEvent } from "./schema.ts";

/** Events are kept this long … */
export const eventKeepMs = 7 * 24 * 3_600_000;
/** … and never more than this many. */
export const eventsMax = 100_000;
/** As many are read at once. */
const pageMax = 500;

/** The newest event's id; 0 when nothing has happened yet. */
export async function lastEventId(db: Database): Promise<number> {
  const row = await db
    .select({ id: tables.events.id })
    .from(tables.events)
    .orderBy(desc(tables.events.id))
    .limit(1)
    .get();
  return row?.id ?? 0;
}

/** The oldest event still kept; 0 when there is none. */
export async function firstEventId(db: Database): Promise<number> {
  const row = await db
    .select({ id: tables.events.id })
    .from(tables.events)
    .orderBy(asc(tables.events.id))
    .limit(1)
    .get();
  return row?.id ?? 0;
}

/** When the first event after an id happened; `null`: there is none. */
export async function firstEventAfter(db: Database, id: number): Promise<Date | null> {
  const row = await db
    .select({ at: tables.events.at })
    .from(tables.events)
    .where(gt(tables.events.id, id))
    .orderBy(asc(tables.events.id))
    .limit(1)
    .get();
  return row?.at ?? null;
}

/** Events after an id, oldest first, at most 500; ask again with the last one's id. */
export async function eventsAfter(db: Database, id: number): Promise<LiveEvent[]> {
  const rows = await db
    .select()
    .from(tables.events)
    .where(gt(tables.events.id, id))
    .orderBy(asc(tables.events.id))
    .limit(pageMax);
  return rows as unknown as LiveEvent[]; // written by `emit` only, which checks the shape at compile time
}

/** Lets go of events that are older than their keep or beyond their number. */
// check: no-audit: events are a feed for pages, not a record; the activity trail is never trimmed.
export async function trimEvents(db: Database, now: Date): Promise<void> {
  const last = await lastEventId(db);
  await write(db, async (tx) => {
    await tx
      .delete(tables.events)
      .where(lt(tables.events.at, new Date(now.getTime() - eventKeepMs)));
    await tx.delete(tables.events).where(lte(tables.events.id, last - eventsMax));
  });
}

/**
 * Lets go of the progress of something that has ended: nobody has to be told of it again, and it would
 * be most of what an hourly run leaves.
 *
 * @param since nothing of it is older
 */
export async function forgetProgress(
  tx: Transaction,
  of: { subjectId: string; since: Date },
): Promise<void> {
  const { events } = tables;
  const progress = and(eq(events.kind, "run.progress"), eq(events.subjectId, of.subjectId));
  await tx.delete(events).where(and(gte(events.at, of.since), progress));
}
