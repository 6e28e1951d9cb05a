import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Where somebody outside waits for a sign of life, of one plan or of the whole installation. */
export const heartbeats = sqliteTable("heartbeats", {
  id: text("id").primaryKey(), // of the plan; "installation": of the whole
  address: text("address").notNull(), // sealed: whoever knows it can feign life
  host: text("host").notNull(), // the part of it that is shown
  failing: integer("failing", { mode: "boolean" }).notNull(), // its end was told, and is not told again
  lastAt: integer("last_at", { mode: "timestamp_ms" }), // null: nothing was sent yet
  lastAnswer: text("last_answer"), // null: as above; a status, or the sentence of what went wrong
  lastTaken: integer("last_taken", { mode: "boolean" }), // null: as above
});

/** Signs of life that are still to be given: a row is there until its receiver was asked. */
export const heartbeatPings = sqliteTable(
  "heartbeat_pings",
  {
    id: integer("id").primaryKey({ autoIncrement: true }), // of one receiver they go in this order
    heartbeatId: text("heartbeat_id")
      .notNull()
      .references(() => heartbeats.id, { onDelete: "cascade" }), // a removed one is told nothing
    runId: text("run_id").notNull(), // what is told of it is read when it is told
    isStart: integer("is_start", { mode: "boolean" }).notNull(),
    at: integer("at", { mode: "timestamp_ms" }).notNull(), // when the run began or ended
  },
  (ping) => [index("heartbeat_pings_by_receiver").on(ping.heartbeatId)],
);
