import { and, count, desc, eq, isNotNull, isNull, lte, or } from "drizzle-orm";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { tables } from "#lib/db";
import { fail } from "#lib/failures";
import type { Alarm, AlarmKind } from "./schema.ts";

/** As many ended alarms are listed at most. */
export const pastAlarmsMax = 200;

/** The open alarms: those nobody has taken first, the worst first, the oldest first; snoozed ones last. */
export async function listOpenAlarms(ctx: Context): Promise<Alarm[]> {
  allow(ctx, "alarm:read");
  const now = ctx.clock.now();
  const rows = await ctx.db.select().from(tables.alarms).where(isNull(tables.alarms.closedAt));
  const rank = (alarm: Alarm) => [
    Number(isSnoozed(alarm, now)),
    Number(alarm.acknowledgedAt !== null),
    Number(alarm.severity === "warning"),
    alarm.openedAt.getTime(),
  ];
  return rows.map(asAlarm).toSorted((a, b) => compare(rank(a), rank(b)));
}

/** Ended alarms, the latest first. */
export async function listPastAlarms(
  ctx: Context,
  { limit = pastAlarmsMax }: { limit?: number } = {},
): Promise<{ alarms: Alarm[]; total: number }> {
  allow(ctx, "alarm:read");
  const { closedAt } = tables.alarms;
  const ended = isNotNull(closedAt);
  const rows = await ctx.db
    .select()
    .from(tables.alarms)
    .where(ended)
    .orderBy(desc(closedAt))
    .limit(Math.min(limit, pastAlarmsMax));
  const total = await ctx.db.select({ n: count() }).from(tables.alarms).where(ended).get();
  return { alarms: rows.map(asAlarm), total: total?.n ?? 0 };
}

/** One alarm, open or ended. @throws Failure `not-found` */
export async function findAlarm(ctx: Context, { id }: { id: string }): Promise<Alarm> {
  allow(ctx, "alarm:read");
  const row = await ctx.db.select().from(tables.alarms).where(eq(tables.alarms.id, id)).get();
  if (!row) throw fail("not-found", { what: "alarm", name: id });
  return asAlarm(row);
}

/** How many open alarms nobody has taken, snoozed ones apart. */
export async function countUntakenAlarms(ctx: Context): Promise<number> {
  allow(ctx, "alarm:read");
  const { closedAt, acknowledgedAt, snoozedUntil } = tables.alarms;
  const awake = or(isNull(snoozedUntil), lte(snoozedUntil, ctx.clock.now()));
  const row = await ctx.db
    .select({ n: count() })
    .from(tables.alarms)
    .where(and(isNull(closedAt), isNull(acknowledgedAt), awake))
    .get();
  return row?.n ?? 0;
}

/** Whether an alarm keeps silent for now. */
export function isSnoozed({ snoozedUntil }: Pick<Alarm, "snoozedUntil">, now: Date): boolean {
  return snoozedUntil !== null && snoozedUntil > now;
}

function asAlarm(row: typeof tables.alarms.$inferSelect): Alarm {
  return { ...row, kind: row.kind as AlarmKind, next: row.next as Alarm["next"] };
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((each, index) => each !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
