import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

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
