import { and, eq, isNull } from "drizzle-orm";
import { allow, audit, parseInput } from "#lib/access";
import type { Context } from "#lib/context";
import { tables, write } from "#lib/db";
import { emit } from "#lib/events";
import { fail } from "#lib/failures";
import { AlarmId, SnoozeAlarm, TakeAlarm } from "./schema.ts";

type AlarmRow = typeof tables.alarms.$inferSelect;

const hourMs = 3_600_000;

/**
 * Takes an open alarm: it stays open and is not repeated; it rings anew when it grows worse.
 *
 * @throws Failure `not-found` when it is not open, `invalid` for a comment that is too long
 */
export async function acknowledgeAlarm(ctx: Context, input: TakeAlarm): Promise<void> {
  allow(ctx, "alarm:acknowledge");
  const { id, comment } = parseInput(TakeAlarm, input);
  await change(ctx, id, "alarm:acknowledge", (now) => ({
    acknowledgedAt: now,
    acknowledgedBy: ctx.actor.name,
    comment: comment || null,
  }));
}

/** Gives back what somebody took: it is repeated again. @throws Failure `not-found` */
export async function takeBackAlarm(ctx: Context, input: AlarmId): Promise<void> {
  allow(ctx, "alarm:acknowledge");
  const { id } = parseInput(AlarmId, input);
  await change(ctx, id, "alarm:acknowledge", () => ({
    acknowledgedAt: null,
    acknowledgedBy: null,
    comment: null,
  }));
}

/** Lets an open alarm be silent for some hours. @throws Failure `not-found`, `invalid` */
export async function snoozeAlarm(ctx: Context, input: SnoozeAlarm): Promise<void> {
  allow(ctx, "alarm:snooze");
  const { id, hours } = parseInput(SnoozeAlarm, input);
  await change(ctx, id, "alarm:snooze", (now) => ({
    snoozedUntil: new Date(now.getTime() + hours * hourMs),
    snoozedBy: ctx.actor.name,
  }));
}

/** Ends the silence of an alarm. @throws Failure `not-found` */
export async function wakeAlarm(ctx: Context, input: AlarmId): Promise<void> {
  allow(ctx, "alarm:snooze");
  const { id } = parseInput(AlarmId, input);
  await change(ctx, id, "alarm:snooze", () => ({ snoozedUntil: null, snoozedBy: null }));
}

async function change(
  ctx: Context,
  id: string,
  action: "alarm:acknowledge" | "alarm:snooze",
  what: (now: Date) => Partial<AlarmRow>,
): Promise<void> {
  allow(ctx, action);
  const now = ctx.clock.now();
  await write(ctx.db, async (tx) => {
    const row = await tx
      .select()
      .from(tables.alarms)
      .where(and(eq(tables.alarms.id, id), isNull(tables.alarms.closedAt)))
      .get();
    if (!row) throw fail("not-found", { what: "open alarm", name: id });
    const after = what(now);
    await tx.update(tables.alarms).set(after).where(eq(tables.alarms.id, id));
    await audit(tx, ctx, { action, subject: { kind: "alarm", id, name: row.title }, after });
    await emit(tx, { at: now, kind: "alarm.changed", subjectId: id, data: {} });
  });
}
