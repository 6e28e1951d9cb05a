/** Every metric of Holdfast's own, with what stands behind `# HELP` and its labels. */
export const families = {
  holdfast_build_info: ["The version that runs; always 1.", "version", "node"],
  holdfast_scrape_duration_seconds: ["How long collecting these numbers took."],
  holdfast_plan_enabled: ["1 while the plan is enabled.", "plan"],
  holdfast_plan_next_run_timestamp_seconds: ["When the plan is due next; absent: never.", "plan"],
  holdfast_plan_last_run_timestamp_seconds: ["When its last run ended; absent: none did.", "plan"],
  holdfast_plan_last_run_state: ["1 for the state in which its last run ended.", "plan", "state"],
  holdfast_plan_last_run_duration_seconds: ["How long its last run took.", "plan"],
  holdfast_plan_last_run_content_bytes: ["Content of the archive its last run kept.", "plan"],
  holdfast_plan_last_run_new_bytes: ["Content its last run kept that was new.", "plan"],
  holdfast_plan_last_run_stored_bytes: ["What the vault grew by in its last run.", "plan"],
  holdfast_plan_last_run_warnings: ["Warnings of its last run.", "plan"],
  holdfast_plan_last_good_timestamp_seconds: ["When its newest good archive was made.", "plan"],
  holdfast_plan_last_verified_timestamp_seconds: [
    "When an archive of it was last read back whole.",
    "plan",
  ],
  holdfast_plan_brake_engaged: ["1 while nothing of it is let go because of a flag.", "plan"],
  holdfast_plan_sources: ["Sources of the plan by protection.", "plan", "protection"],
  holdfast_sources: ["Sources by protection, each once.", "protection"],
  holdfast_devices: ["Devices by protection.", "protection"],
  holdfast_devices_quarantined: ["Devices with a capture that waits for a person."],
  holdfast_device_good_copy_age_seconds: [
    "Age of the device's last good copy; absent: it has none.",
    "device",
  ],
  holdfast_device_last_outcome: [
    "1 for how the newest attempt ended; cause is none unless it failed.",
    "device",
    "outcome",
    "cause",
  ],
  holdfast_runs_open: ["Open runs by state.", "state"],
  holdfast_runs_total: ["Runs since the installation began."],
  holdfast_worker_alive: ["1 while a worker is alive."],
  holdfast_worker_lease_age_seconds: ["Time since the worker renewed its lease; absent: none."],
  holdfast_archives: ["Archives that are kept."],
  holdfast_archives_damaged: ["Kept archives that cannot be read back whole."],
  holdfast_vault_bytes: ["What the vault takes; absent with the next three: it cannot be read."],
  holdfast_vault_measured_timestamp_seconds: ["When that was added up."],
  holdfast_vault_free_bytes: ["What is left on the vault's disk."],
  holdfast_vault_size_bytes: ["Size of the vault's disk."],
  holdfast_event_lag_seconds: ["Age of the oldest event that live pages were not given yet."],
  holdfast_alarms_open: ["Open alarms by kind.", "kind"],
} as const satisfies Record<string, readonly [help: string, ...labels: string[]]>;

export type FamilyName = keyof typeof families;

/** What the processes of Node tell of themselves, besides. */
export const processPrefixes = ["process_", "nodejs_"];
