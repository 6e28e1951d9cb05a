import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { WindowsNames } from "#lib/entries";
import { plans, sourceKinds, sources } from "./plans.ts";

export const runStates = [
  "queued",
  "running",
  "succeeded",
  "warnings",
  "failed",
  "cancelled",
  "interrupted",
] as const;
export const runTriggers = ["schedule", "catch-up", "again", "person", "cli"] as const;
export const stepStates = [
  "waiting",
  "running",
  "succeeded",
  "warnings",
  "failed",
  "skipped",
] as const;
export const stepKinds = ["prepare", "source", "archive", "verify", "retention"] as const;
export const messageLevels = ["info", "warning", "error"] as const;

/** One execution of a plan. A row is final once `endedAt` is set. */
export const runs = sqliteTable(
  "runs",
  {
    id: text("id").primaryKey(), // UUIDv7: sorts by time
    number: integer("number").notNull(),
    planId: text("plan_id")
      .notNull()
      .references(() => plans.id, { onDelete: "restrict" }),
    trigger: text("trigger", { enum: runTriggers }).notNull(),
    requestedBy: text("requested_by").notNull(), // the actor's name
    limitedTo: text("limited_to", { mode: "json" }).$type<string[]>(), // null: the whole plan; else ids of devices
    readAll: text("read_all", { enum: ["asked", "due", "first"] }), // null: unchanged files are not read again
    state: text("state", { enum: runStates }).notNull(),
    dueAt: integer("due_at", { mode: "timestamp_ms" }), // null: not by schedule
    queuedAt: integer("queued_at", { mode: "timestamp_ms" }).notNull(), // no default: the clock is ours
    startedAt: integer("started_at", { mode: "timestamp_ms" }), // null: still queued, or cancelled before it began
    endedAt: integer("ended_at", { mode: "timestamp_ms" }), // null: open
    owner: text("owner"), // null: not claimed yet
    term: integer("term").notNull(), // grows with each claim: an older term can write nothing more
    leaseUntil: integer("lease_until", { mode: "timestamp_ms" }), // null: not claimed
    movedAt: integer("moved_at", { mode: "timestamp_ms" }), // null: not started; last time work moved
    cancelRequestedAt: integer("cancel_requested_at", { mode: "timestamp_ms" }), // null: nobody asked
    cancelRequestedBy: text("cancel_requested_by"), // null: nobody asked
    waitingFor: text("waiting_for"), // null: not waiting; else a sentence
    progress: text("progress", { mode: "json" }), // null: not started; RunProgress of the room `runs`
    slowest: text("slowest", { mode: "json" }), // null: nothing was kept; SlowFile[] of the room `runs`
    warningCount: integer("warning_count").notNull(),
    error: text("error", { mode: "json" }), // null: none; FailureReport
  },
  (run) => [
    uniqueIndex("runs_number").on(run.number), // the number people use
    uniqueIndex("runs_one_open_per_plan")
      .on(run.planId)
      .where(sql`${run.endedAt} is null and ${run.limitedTo} is null`), // overlap is refused here, whatever the worker believes
    index("runs_by_plan").on(run.planId, run.queuedAt), // a plan's history
    index("runs_by_time").on(run.queuedAt), // the list of all runs, the 90 days
  ],
);

/** The parts of a run, in order. */
export const runSteps = sqliteTable(
  "run_steps",
  {
    id: text("id").primaryKey(), // UUIDv7
    runId: text("run_id")
      .notNull()
      .references(() => runs.id, { onDelete: "restrict" }),
    position: integer("position").notNull(),
    kind: text("kind", { enum: stepKinds }).notNull(),
    name: text("name").notNull(),
    sourceId: text("source_id").references(() => sources.id, { onDelete: "restrict" }), // null: not a source's step
    state: text("state", { enum: stepStates }).notNull(),
    startedAt: integer("started_at", { mode: "timestamp_ms" }), // null: waiting or skipped
    endedAt: integer("ended_at", { mode: "timestamp_ms" }), // null: not ended
    counts: text("counts", { mode: "json" }).notNull(), // StepCounts of the room `runs`
    message: text("message"), // null: nothing to say
    error: text("error", { mode: "json" }), // null: none; FailureReport
  },
  (step) => [uniqueIndex("run_steps_in_order").on(step.runId, step.position)], // the run page
);

/** What a run said while it went on. Warnings are bounded; their full number stands on the run. */
export const runMessages = sqliteTable(
  "run_messages",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    runId: text("run_id")
      .notNull()
      .references(() => runs.id, { onDelete: "restrict" }),
    at: integer("at", { mode: "timestamp_ms" }).notNull(),
    level: text("level", { enum: messageLevels }).notNull(),
    subject: text("subject").notNull(), // the source or file it is about, else the step
    cause: text("cause"), // null: plain information
    sentence: text("sentence").notNull(),
  },
  (message) => [index("run_messages_of_run").on(message.runId, message.id)], // the log of the run page
);

/** What a run kept. The file in the vault is the archive; this row is its index. */
export const archives = sqliteTable(
  "archives",
  {
    id: text("id").primaryKey(), // UUIDv7
    runId: text("run_id")
      .notNull()
      .references(() => runs.id, { onDelete: "restrict" }),
    planId: text("plan_id")
      .notNull()
      .references(() => plans.id, { onDelete: "restrict" }),
    createdAt: integer("created_at", { mode: "timestamp_ms" }).notNull(),
    file: text("file").notNull(), // place in the vault, relative
    entries: integer("entries").notNull(), // without holdfast.json
    bytes: integer("bytes").notNull(), // of it as a ZIP
    storedBytes: integer("stored_bytes").notNull().default(0), // what the vault grew by
    newBytes: integer("new_bytes").notNull().default(0), // of content that the vault did not have
    unread: integer("unread").notNull().default(0), // files that had not changed and were not read
    windowsNames: text("windows_names", { mode: "json" }).$type<WindowsNames>(), // null: not counted
    contentBytes: integer("content_bytes").notNull(), // of what is inside, unpacked
    sha256: text("sha256").notNull(), // of its manifest's file, hexadecimal; the first version: of the ZIP
    verifiedAt: integer("verified_at", { mode: "timestamp_ms" }), // null: not read back
    good: integer("good", { mode: "boolean" }).notNull(), // verified, and every source yielded
    without: text("without", { mode: "json" }).$type<string[]>().notNull(), // names of sources that failed
    damaged: text("damaged"), // null: no damage known; else what was found
    flag: text("flag", { mode: "json" }), // null: like those before it; else Flag of the room `runs`
    acceptedAt: integer("accepted_at", { mode: "timestamp_ms" }), // null: a flag still holds
    acceptedBy: text("accepted_by"), // null: as above
    acceptedWhy: text("accepted_why"), // null: as above
    brakeKept: text("brake_kept", { mode: "json" }), // null: nobody said so; Decision of the room `runs`
    note: text("note"), // null: nobody wrote one
    pinnedAt: integer("pinned_at", { mode: "timestamp_ms" }), // null: not pinned
    pinnedBy: text("pinned_by"), // null: not pinned; the actor's name
    pinnedById: text("pinned_by_id"), // null: not pinned; the actor's id, as names may be the same
    letGoAt: integer("let_go_at", { mode: "timestamp_ms" }), // null: kept
    letGoBecause: text("let_go_because"), // null: kept
    binUntil: integer("bin_until", { mode: "timestamp_ms" }), // null: not in the bin
    leftBinAt: integer("left_bin_at", { mode: "timestamp_ms" }), // null: kept, or can be taken back
    freesBytes: integer("frees_bytes"), // null: not in the bin, or not counted yet
    freedAt: integer("freed_at", { mode: "timestamp_ms" }), // null: its file is still there
  },
  (archive) => [
    uniqueIndex("archives_of_run").on(archive.runId), // one archive a run
    index("archives_by_plan").on(archive.planId, archive.createdAt), // retention, last good
  ],
);

/** What one source gave to one archive: the measure of "suddenly empty" and of its protection. */
export const archiveSources = sqliteTable(
  "archive_sources",
  {
    id: text("id").primaryKey(), // UUIDv7
    archiveId: text("archive_id")
      .notNull()
      .references(() => archives.id, { onDelete: "restrict" }),
    sourceId: text("source_id")
      .notNull()
      .references(() => sources.id, { onDelete: "restrict" }),
    name: text("name").notNull(),
    kind: text("kind", { enum: sourceKinds }).notNull(),
    entries: integer("entries").notNull(),
    files: integer("files").notNull(),
    bytes: integer("bytes").notNull(),
    yielded: integer("yielded", { mode: "boolean" }).notNull(), // false: the archive is without it
    origin: text("origin").notNull().default(""), // digest of the source's name and settings then
    changes: text("changes", { mode: "json" }), // null: nothing to compare with; SourceChanges of the room `runs`
  },
  (row) => [
    index("archive_sources_of_archive").on(row.archiveId), // the archive page
    index("archive_sources_of_source").on(row.sourceId), // last good copy of a source
  ],
);
