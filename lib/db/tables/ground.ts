import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** What the console configures, and what the installation remembers about itself. */
export const settings = sqliteTable("settings", {
  key: text("key").primaryKey(),
  value: text("value", { mode: "json" }).notNull(), // parsed by the room `settings` on the way out
  updatedAt: integer("updated_at", { mode: "timestamp_ms" }).notNull(),
});

/** What happened, in order, for live pages: kept for a while, ids only ever increase. */
export const events = sqliteTable(
  "events",
  {
    id: integer("id").primaryKey({ autoIncrement: true }), // autoincrement: an id never returns
    at: integer("at", { mode: "timestamp_ms" }).notNull(),
    topic: text("topic").notNull(), // plan, run, archive, request, worker, access, storage
    kind: text("kind").notNull(), // topic.verb, such as run.progress
    subjectId: text("subject_id").notNull(),
    data: text("data", { mode: "json" }).notNull(),
  },
  (event) => [index("events_by_time").on(event.at)], // trimming what is older than its keep
);
