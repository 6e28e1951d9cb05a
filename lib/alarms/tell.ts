import { and, eq, isNotNull, isNull, or } from "drizzle-orm";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { type Transaction, tables, write } from "#lib/db";
import { emit } from "#lib/events";
import { channelsToTell, queueMessage } from "#lib/notify";
import { readSetting } from "#lib/settings";
import { type Circumstances, decide } from "./decide.ts";
import { messageOf } from "./message.ts";
import { isQuiet } from "./quiet.ts";
import { readRules } from "./rules.ts";
import type { AlarmKind } from "./schema.ts";

type AlarmRow = typeof tables.alarms.$inferSelect;

/**
 * Queues a message for every alarm that rings now, again, or ended, on the channels of its rule. The
 * message and the note that it was told are one transaction.
 *
 * @returns how many alarms were told of
 */
// check: no-audit: the delivery log is the record of what was sent.
export async function tellAlarms(ctx: Context): Promise<number> {
  allow(ctx, "alarm:watch");
  const now = ctx.clock.now();
  return write(ctx.db, async (tx) => {
    const rows = await waiting(tx);
    if (rows.length === 0) return 0;
    const circumstances = await circumstancesNow(tx, now);
    let told = 0;
    for (const row of rows) {
      const decision = decide({ ...row, kind: row.kind as AlarmKind }, circumstances);
      if (!decision) continue;
      if (decision !== "silent") {
        const { tell, channelIds } = decision;
        const message = messageOf(row, tell, now);
        await queueMessage(tx, { channelIds, message, alarmKey: row.id, now });
        told += 1;
      }
      const isReminder = decision !== "silent" && decision.tell === "reminder";
      const set = row.closedAt
        ? { endToldAt: now }
        : { toldAt: now, reminders: row.reminders + Number(isReminder) };
      await tx.update(tables.alarms).set(set).where(eq(tables.alarms.id, row.id));
    }
    if (told > 0) await emit(tx, { at: now, kind: "alarm.changed", subjectId: "alarms", data: {} });
    return told;
  });
}

/** Alarms that are open, and ended ones that somebody heard of and whose end nobody has. */
function waiting(tx: Transaction): Promise<AlarmRow[]> {
  const { closedAt, endToldAt, toldAt } = tables.alarms;
  return tx
    .select()
    .from(tables.alarms)
    .where(or(isNull(closedAt), and(isNull(endToldAt), isNotNull(toldAt))));
}

async function circumstancesNow(tx: Transaction, now: Date): Promise<Circumstances> {
  const timeZone = await readSetting(tx, "timeZone");
  return {
    rules: await readRules(tx),
    channels: await channelsToTell(tx),
    quiet: isQuiet(await readSetting(tx, "quietHours"), timeZone, now),
    now,
  };
}
