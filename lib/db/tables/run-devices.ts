import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { devices } from "./devices.ts";
import { runs } from "./runs.ts";
import { configVersions } from "./versions.ts";

export const runDeviceStates = [
  "waiting",
  "collecting",
  "kept",
  "unchanged",
  "quarantined",
  "failed",
] as const;

/** What became of each device of a run. */
export const runDevices = sqliteTable(
  "run_devices",
  {
    runId: text("run_id")
      .notNull()
      .references(() => runs.id, { onDelete: "restrict" }),
    deviceId: text("device_id")
      .notNull()
      .references(() => devices.id, { onDelete: "restrict" }),
    state: text("state", { enum: runDeviceStates }).notNull(),
    startedAt: integer("started_at", { mode: "timestamp_ms" }), // null: waits for its turn
    endedAt: integer("ended_at", { mode: "timestamp_ms" }), // null: not ended
    versionId: text("version_id").references(() => configVersions.id, { onDelete: "restrict" }), // null: it gave none
    failure: text("failure", { mode: "json" }), // null: it did not fail; FailureReport
  },
  (row) => [
    primaryKey({ columns: [row.runId, row.deviceId] }), // the run's page
    index("run_devices_of_device").on(row.deviceId), // which runs a device was in
  ],
);
