import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Workers that are or were here. The one with the newest term and a live lease works; others wait. */
export const workers = sqliteTable("workers", {
  id: text("id").primaryKey(), // the owner that claims carry
  term: integer("term").notNull(),
  pid: integer("pid").notNull(),
  host: text("host").notNull(),
  startedAt: integer("started_at", { mode: "timestamp_ms" }).notNull(),
  leaseUntil: integer("lease_until", { mode: "timestamp_ms" }).notNull(),
  endedAt: integer("ended_at", { mode: "timestamp_ms" }), // null: alive, or died without a word
});

/** What a page asks of the worker: try a source, preview a folder, test a device, count what a rule frees. */
const requestKinds = ["try-source", "preview-folder", "test-device", "retention-frees"] as const;

/** Small questions that a page puts to the worker. */
export const requests = sqliteTable(
  "requests",
  {
    id: text("id").primaryKey(), // UUIDv7
    kind: text("kind", { enum: requestKinds }).notNull(),
    input: text("input", { mode: "json" }).notNull(),
    askedBy: text("asked_by").notNull(), // user id: the answer goes to that user only
    askedAt: integer("asked_at", { mode: "timestamp_ms" }).notNull(),
    takenAt: integer("taken_at", { mode: "timestamp_ms" }), // null: waiting
    answeredAt: integer("answered_at", { mode: "timestamp_ms" }), // null: no answer yet
    answer: text("answer", { mode: "json" }), // null: no answer yet; of a test also what it has come to so far
  },
  (request) => [
    index("requests_waiting").on(request.askedAt).where(sql`${request.answeredAt} is null`),
  ], // the worker, twice a second
);
