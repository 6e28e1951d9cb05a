import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** What is wrong, from the moment it was found until it is no more. A row is final once `closedAt` is set. */
export const alarms = sqliteTable(
  "alarms",
  {
    id: text("id").primaryKey(), // UUIDv7
    key: text("key").notNull(), // the cause: what is wrong with what
    kind: text("kind").notNull(), // AlarmKind of the room `alarms`
    severity: text("severity", { enum: ["failure", "warning"] }).notNull(),
    title: text("title").notNull(),
    consequence: text("consequence").notNull(),
    next: text("next", { mode: "json" }).notNull(), // { words, path }
    subjects: text("subjects", { mode: "json" }).$type<string[]>().notNull(), // names of what it concerns
    openedAt: integer("opened_at", { mode: "timestamp_ms" }).notNull(),
    worsenedAt: integer("worsened_at", { mode: "timestamp_ms" }), // null: it is as it was when it opened
    closedAt: integer("closed_at", { mode: "timestamp_ms" }), // null: open
    closedBecause: text("closed_because"), // null: open
    acknowledgedAt: integer("acknowledged_at", { mode: "timestamp_ms" }), // null: nobody has taken it
    acknowledgedBy: text("acknowledged_by"), // null: nobody
    comment: text("comment"), // null: whoever took it said nothing
    snoozedUntil: integer("snoozed_until", { mode: "timestamp_ms" }), // null: not snoozed
    snoozedBy: text("snoozed_by"), // null: not snoozed
    toldAt: integer("told_at", { mode: "timestamp_ms" }), // null: not told, or not since it grew worse
    reminders: integer("reminders").notNull().default(0), // told again so often
    endToldAt: integer("end_told_at", { mode: "timestamp_ms" }), // null: its end was not told
  },
  (alarm) => [
    uniqueIndex("alarms_one_open_per_cause").on(alarm.key).where(sql`${alarm.closedAt} is null`), // one cause rings once, whoever looks
    index("alarms_by_end").on(alarm.closedAt), // the history
  ],
);
