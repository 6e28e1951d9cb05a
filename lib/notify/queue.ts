import { and, eq, inArray } from "drizzle-orm";
import { newId, type Transaction, tables } from "#lib/db";
import { Message } from "./schema.ts";
import { present } from "./stored.ts";

/**
 * Puts a message into the queue of channels; a part of the use case that has something to tell, so
 * that both are there or neither. Channels that are disabled or gone are left out.
 *
 * @returns id of the delivery by id of the channel
 */
export async function queueMessage(
  tx: Transaction,
  {
    channelIds,
    message,
    alarmKey,
    now,
  }: { channelIds: readonly string[]; message: Message; alarmKey: string | null; now: Date },
): Promise<Map<string, string>> {
  const { channels, deliveries } = tables;
  if (channelIds.length === 0) return new Map();
  const found = await tx
    .select({ id: channels.id })
    .from(channels)
    .where(and(inArray(channels.id, [...channelIds]), eq(channels.enabled, true), present));
  const stored = Message.parse(message);
  const rows = found.map(({ id: channelId }) => ({
    ...{ id: newId(), channelId, alarmKey, message: stored },
    ...{ state: "queued" as const, tries: 0, nextTryAt: now, createdAt: now },
  }));
  if (rows.length > 0) await tx.insert(deliveries).values(rows);
  return new Map(rows.map(({ channelId, id }) => [channelId, id]));
}
