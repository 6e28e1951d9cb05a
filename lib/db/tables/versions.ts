import { sql } from "drizzle-orm";
import { blob, index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { devices } from "./devices.ts";
import { runs } from "./runs.ts";

export const versionStates = ["active", "past", "quarantined"] as const;
export const versionOrigins = ["device", "hand"] as const;
export const captureOutcomes = ["kept", "unchanged", "quarantined", "failed"] as const;

/** Texts of configurations, each once, however many versions and devices have it. */
export const configTexts = sqliteTable("config_texts", {
  sha256: text("sha256").primaryKey(), // of the text, hexadecimal
  deflated: blob("deflated", { mode: "buffer" }).notNull(), // the text, UTF-8
  bytes: integer("bytes").notNull(), // of the text
  lines: integer("lines").notNull(),
});

/** One unbroken span in which a device gave one text. */
export const configVersions = sqliteTable(
  "config_versions",
  {
    id: text("id").primaryKey(), // UUIDv7
    deviceId: text("device_id")
      .notNull()
      .references(() => devices.id, { onDelete: "restrict" }),
    number: integer("number").notNull(), // 1, 2, 3 … of the device
    state: text("state", { enum: versionStates }).notNull(),
    origin: text("origin", { enum: versionOrigins }).notNull(),
    platform: text("platform").notNull(), // whose rules said what counts as change
    sha256: text("sha256")
      .notNull()
      .references(() => configTexts.sha256, { onDelete: "restrict" }),
    normalSha256: text("normal_sha256").notNull(), // of what counts as change
    hostname: text("hostname"), // null: none was seen
    firstSeenAt: integer("first_seen_at", { mode: "timestamp_ms" }).notNull(),
    lastSeenAt: integer("last_seen_at", { mode: "timestamp_ms" }).notNull(),
    timesSeen: integer("times_seen").notNull(),
    doubts: text("doubts", { mode: "json" }), // null: none; why it was put aside
    acceptedBy: text("accepted_by"), // null: no person had to
    acceptedWhy: text("accepted_why"), // null: no person had to
    supersededAt: integer("superseded_at", { mode: "timestamp_ms" }), // null: quarantine still waits for a person
    change: text("change", { mode: "json" }), // null: the first; VersionChange, lines against the version before
  },
  (version) => [
    uniqueIndex("config_versions_number").on(version.deviceId, version.number), // a device's history
    uniqueIndex("config_versions_active")
      .on(version.deviceId)
      .where(sql`${version.state} = 'active'`), // one text is what the device says now
    index("config_versions_of_text").on(version.sha256), // who else has it
  ],
);

/** One attempt to collect a device's configuration. */
export const captures = sqliteTable(
  "captures",
  {
    id: text("id").primaryKey(), // UUIDv7: sorts by time
    deviceId: text("device_id")
      .notNull()
      .references(() => devices.id, { onDelete: "restrict" }),
    runId: text("run_id").references(() => runs.id, { onDelete: "restrict" }), // null: by hand
    startedAt: integer("started_at", { mode: "timestamp_ms" }).notNull(),
    endedAt: integer("ended_at", { mode: "timestamp_ms" }).notNull(),
    outcome: text("outcome", { enum: captureOutcomes }).notNull(),
    versionId: text("version_id").references(() => configVersions.id, { onDelete: "restrict" }), // null: it failed
    failure: text("failure", { mode: "json" }), // null: it did not fail; FailureReport
    transcript: blob("transcript", { mode: "buffer" }), // null: not the last attempt any more; deflated
  },
  (capture) => [
    index("captures_of_device").on(capture.deviceId, capture.startedAt), // the sparkline, the last attempt
    index("captures_of_run").on(capture.runId), // a run's results
  ],
);
