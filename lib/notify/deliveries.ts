import { and, count, desc, eq, inArray, type SQL } from "drizzle-orm";
import { allow, parseInput } from "#lib/access";
import type { Context } from "#lib/context";
import { tables } from "#lib/db";
import { type Answer, type Delivery, DeliveryFilter, type Message } from "./schema.ts";

/** The delivery log, newest first, and how many lines it has of that kind. */
export async function listDeliveries(
  ctx: Context,
  given: DeliveryFilter = {},
): Promise<{ deliveries: Delivery[]; total: number }> {
  allow(ctx, "channel:read");
  const filter = parseInput(DeliveryFilter, given);
  const { deliveries, channels } = tables;
  const where = conditionOf(filter);
  const [counted] = await ctx.db.select({ total: count() }).from(deliveries).where(where);
  const rows = await ctx.db
    .select({ delivery: deliveries, channelName: channels.name })
    .from(deliveries)
    .innerJoin(channels, eq(channels.id, deliveries.channelId))
    .where(where)
    .orderBy(desc(deliveries.createdAt), desc(deliveries.id))
    .limit(filter.limit)
    .offset(filter.offset);
  const shown = rows.map(({ delivery, channelName }): Delivery => {
    const { channelId, claimedUntil: _, message, answer, ...rest } = delivery;
    return {
      ...rest,
      channel: { id: channelId, name: channelName },
      message: message as Message,
      answer: answer as Answer | null,
    };
  });
  return { deliveries: shown, total: counted?.total ?? 0 };
}

function conditionOf({ state, channelId, alarmKeys }: DeliveryFilter): SQL | undefined {
  const { deliveries } = tables;
  return and(
    state && eq(deliveries.state, state),
    channelId ? eq(deliveries.channelId, channelId) : undefined,
    alarmKeys && inArray(deliveries.alarmKey, alarmKeys),
  );
}

/** As many of one alarm's deliveries are told. */
const ofOneAlarmMax = 50;

/** The newest deliveries of each of some alarms, the newest first. */
export async function deliveriesOfAlarms(
  ctx: Context,
  alarmKeys: readonly string[],
): Promise<Map<string, Delivery[]>> {
  const all = new Map<string, Delivery[]>();
  // One by one, so that an alarm with many reminders takes no other's place.
  for (const key of alarmKeys) {
    const asked = { alarmKeys: [key], limit: ofOneAlarmMax };
    all.set(key, (await listDeliveries(ctx, asked)).deliveries);
  }
  return all;
}
