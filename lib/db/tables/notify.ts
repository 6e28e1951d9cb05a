import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** Where messages go. A removed one keeps its row, without its secrets: deliveries hang on it. */
export const channels = sqliteTable(
  "channels",
  {
    id: text("id").primaryKey(), // UUIDv7
    name: text("name").notNull(),
    kind: text("kind").notNull(), // one of the room `notify`
    config: text("config", { mode: "json" }).$type<Record<string, string>>().notNull(), // no secret
    secrets: text("secrets", { mode: "json" }).$type<Record<string, string>>().notNull(), // each sealed
    enabled: integer("enabled", { mode: "boolean" }).notNull(),
    createdAt: integer("created_at", { mode: "timestamp_ms" }).notNull(),
    updatedAt: integer("updated_at", { mode: "timestamp_ms" }).notNull(),
    removedAt: integer("removed_at", { mode: "timestamp_ms" }), // null: exists
    lastDeliveredAt: integer("last_delivered_at", { mode: "timestamp_ms" }), // null: nothing yet
    refusingSince: integer("refusing_since", { mode: "timestamp_ms" }), // null: takes what it is sent
    lastAnswer: text("last_answer", { mode: "json" }), // null: none yet; Answer of the room `notify`
  },
  (channel) => [
    uniqueIndex("channels_name")
      .on(sql`lower(${channel.name})`)
      .where(sql`${channel.removedAt} is null`), // one name whatever its case
  ],
);

const deliveryStates = ["queued", "delivered", "refused"] as const;

/** One message to one channel, and what came of it. */
export const deliveries = sqliteTable(
  "deliveries",
  {
    id: text("id").primaryKey(), // UUIDv7
    channelId: text("channel_id")
      .notNull()
      .references(() => channels.id, { onDelete: "restrict" }),
    alarmKey: text("alarm_key"), // null: about no alarm
    message: text("message", { mode: "json" }).notNull(), // Message of the room `notify`
    state: text("state", { enum: deliveryStates }).notNull(),
    tries: integer("tries").notNull(),
    nextTryAt: integer("next_try_at", { mode: "timestamp_ms" }), // null: ended
    claimedUntil: integer("claimed_until", { mode: "timestamp_ms" }), // null: nobody sends it
    answer: text("answer", { mode: "json" }), // null: none yet; Answer of the room `notify`
    durationMs: integer("duration_ms"), // of the last try; null: none yet
    createdAt: integer("created_at", { mode: "timestamp_ms" }).notNull(),
    endedAt: integer("ended_at", { mode: "timestamp_ms" }), // null: queued
  },
  (delivery) => [
    index("deliveries_waiting")
      .on(delivery.channelId, delivery.createdAt)
      .where(sql`${delivery.state} = 'queued'`), // the worker, every two seconds
    index("deliveries_by_time").on(delivery.createdAt), // the log, and trimming it
    index("deliveries_of_channel").on(delivery.channelId, delivery.createdAt),
    index("deliveries_of_alarm").on(delivery.alarmKey), // who was told
  ],
);
