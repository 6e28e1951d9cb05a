import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

export const planTypes = ["full", "config", "data"] as const;
export const brakeModes = ["off", "usual", "strict"] as const;
export const sourceKinds = ["database", "media", "logs", "files", "devices"] as const;

/** What is gathered, when, and how long it is kept. A deleted plan keeps its row: archives hang on it. */
export const plans = sqliteTable(
  "plans",
  {
    id: text("id").primaryKey(), // UUIDv7
    name: text("name").notNull(),
    type: text("type", { enum: planTypes }).notNull(),
    schedule: text("schedule", { mode: "json" }).notNull(), // Schedule of the room `plans`
    timeZone: text("time_zone").notNull(), // IANA name
    retention: text("retention", { mode: "json" }).notNull(), // Retention of the room `plans`
    enabled: integer("enabled", { mode: "boolean" }).notNull(),
    builtIn: integer("built_in", { mode: "boolean" }).notNull(), // "Holdfast itself"
    silentMinutes: integer("silent_minutes").notNull(), // a run in which nothing moves that long is ended
    brake: text("brake", { enum: brakeModes }).notNull().default("usual"), // how soon an archive counts as far off
    objectiveHours: integer("objective_hours"), // null: its schedule says it, or none was set
    readAllDays: integer("read_all_days"), // null: unchanged files are never read again
    nextRunAt: integer("next_run_at", { mode: "timestamp_ms" }), // null: disabled, manual or deleted
    createdAt: integer("created_at", { mode: "timestamp_ms" }).notNull(),
    updatedAt: integer("updated_at", { mode: "timestamp_ms" }).notNull(),
    deletedAt: integer("deleted_at", { mode: "timestamp_ms" }), // null: exists
  },
  (plan) => [
    uniqueIndex("plans_name").on(sql`lower(${plan.name})`).where(sql`${plan.deletedAt} is null`), // one name whatever its case
    index("plans_due").on(plan.nextRunAt).where(sql`${plan.nextRunAt} is not null`), // the clock, every tick
  ],
);

/** One database or folder of a plan. */
export const sources = sqliteTable(
  "sources",
  {
    id: text("id").primaryKey(), // UUIDv7
    planId: text("plan_id")
      .notNull()
      .references(() => plans.id, { onDelete: "restrict" }),
    position: integer("position").notNull(),
    kind: text("kind", { enum: sourceKinds }).notNull(),
    name: text("name").notNull(), // its folder in the archive
    config: text("config", { mode: "json" }).notNull(), // SourceConfig of the room `sources`
    acceptedAt: integer("accepted_at", { mode: "timestamp_ms" }), // null: its last good archive is the measure
    removedAt: integer("removed_at", { mode: "timestamp_ms" }), // null: part of the plan
  },
  (source) => [
    uniqueIndex("sources_name")
      .on(source.planId, sql`lower(${source.name})`)
      .where(sql`${source.removedAt} is null`), // one folder in the archive each
  ],
);
