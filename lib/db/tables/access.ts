import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** People who may sign in. Never deleted, so that the activity trail keeps meaning something. */
export const users = sqliteTable(
  "users",
  {
    id: text("id").primaryKey(), // UUIDv7
    name: text("name").notNull(),
    passwordHash: text("password_hash").notNull(), // PHC string, scrypt
    createdAt: integer("created_at", { mode: "timestamp_ms" }).notNull(),
    lastSignInAt: integer("last_sign_in_at", { mode: "timestamp_ms" }), // null: never signed in
    lastSignInFrom: text("last_sign_in_from"), // null: never signed in
    disabledAt: integer("disabled_at", { mode: "timestamp_ms" }), // null: enabled
  },
  (user) => [uniqueIndex("users_name").on(sql`lower(${user.name})`)], // sign-in, and one name whatever its case
);

/** Signed-in browsers. Looked up on every request, so that disabling a user takes effect at once. */
export const sessions = sqliteTable(
  "sessions",
  {
    id: text("id").primaryKey(), // SHA-256 of the session's secret: a stolen database opens no session
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "restrict" }),
    createdAt: integer("created_at", { mode: "timestamp_ms" }).notNull(),
    seenAt: integer("seen_at", { mode: "timestamp_ms" }).notNull(),
    expiresAt: integer("expires_at", { mode: "timestamp_ms" }).notNull(),
    address: text("address").notNull(),
    browser: text("browser").notNull(),
    endedAt: integer("ended_at", { mode: "timestamp_ms" }), // null: open
    endedBecause: text("ended_because"), // null: open; else what the sign-in page says
  },
  (session) => [index("sessions_by_user").on(session.userId)], // sign-out everywhere, the list in settings
);

/**
 * Refused tries, counted for a user name and an address together so that nobody locks out others.
 * Rows are forgotten some time after their last try.
 */
export const signInRefusals = sqliteTable("sign_in_refusals", {
  key: text("key").primaryKey(), // what was tried, for whom, from where
  count: integer("count").notNull(),
  lastAt: integer("last_at", { mode: "timestamp_ms" }).notNull(),
  pausedUntil: integer("paused_until", { mode: "timestamp_ms" }), // null: further tries are free
});

/** The activity trail: who did what to what. Rows are only ever added. */
export const activity = sqliteTable(
  "activity",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    at: integer("at", { mode: "timestamp_ms" }).notNull(),
    actorKind: text("actor_kind", {
      enum: ["user", "cli", "worker", "system", "visitor"],
    }).notNull(),
    actorId: text("actor_id").notNull(),
    actorName: text("actor_name").notNull(),
    address: text("address"), // null: on this machine
    action: text("action").notNull(), // subject:verb, such as plan:create
    subjectKind: text("subject_kind").notNull(),
    subjectId: text("subject_id").notNull(),
    subjectName: text("subject_name").notNull(),
    before: text("before", { mode: "json" }), // null: nothing before; never a secret
    after: text("after", { mode: "json" }), // null: nothing after; never a secret
  },
  (row) => [
    index("activity_by_subject").on(row.subjectKind, row.subjectId), // the trail of one plan or user
    index("activity_by_action").on(row.action), // the filter of the activity page
  ],
);
