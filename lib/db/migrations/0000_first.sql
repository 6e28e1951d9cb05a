CREATE TABLE `activity` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`actor_kind` text NOT NULL,
	`actor_id` text NOT NULL,
	`actor_name` text NOT NULL,
	`address` text,
	`action` text NOT NULL,
	`subject_kind` text NOT NULL,
	`subject_id` text NOT NULL,
	`subject_name` text NOT NULL,
	`before` text,
	`after` text
);
--> statement-breakpoint
CREATE INDEX `activity_by_subject` ON `activity` (`subject_kind`,`subject_id`);--> statement-breakpoint
CREATE INDEX `activity_by_action` ON `activity` (`action`);--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`seen_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`address` text NOT NULL,
	`browser` text NOT NULL,
	`ended_at` integer,
	`ended_because` text,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE INDEX `sessions_by_user` ON `sessions` (`user_id`);--> statement-breakpoint
CREATE TABLE `sign_in_refusals` (
	`key` text PRIMARY KEY NOT NULL,
	`count` integer NOT NULL,
	`last_at` integer NOT NULL,
	`paused_until` integer
);
--> statement-breakpoint
CREATE TABLE `users` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`password_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_sign_in_at` integer,
	`last_sign_in_from` text,
	`disabled_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `users_name` ON `users` (lower("name"));--> statement-breakpoint
CREATE TABLE `alarms` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`kind` text NOT NULL,
	`severity` text NOT NULL,
	`title` text NOT NULL,
	`consequence` text NOT NULL,
	`next` text NOT NULL,
	`subjects` text NOT NULL,
	`opened_at` integer NOT NULL,
	`worsened_at` integer,
	`closed_at` integer,
	`closed_because` text,
	`acknowledged_at` integer,
	`acknowledged_by` text,
	`comment` text,
	`snoozed_until` integer,
	`snoozed_by` text,
	`told_at` integer,
	`reminders` integer DEFAULT 0 NOT NULL,
	`end_told_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `alarms_one_open_per_cause` ON `alarms` (`key`) WHERE "alarms"."closed_at" is null;--> statement-breakpoint
CREATE INDEX `alarms_by_end` ON `alarms` (`closed_at`);--> statement-breakpoint
CREATE TABLE `credentials` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`username` text NOT NULL,
	`password` text,
	`enable` text,
	`private_key` text,
	`passphrase` text,
	`accepted_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`removed_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `credentials_name` ON `credentials` (lower("name")) WHERE "credentials"."removed_at" is null;--> statement-breakpoint
CREATE TABLE `device_tags` (
	`device_id` text NOT NULL,
	`tag` text NOT NULL,
	PRIMARY KEY(`device_id`, `tag`),
	FOREIGN KEY (`device_id`) REFERENCES `devices`(`id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE INDEX `device_tags_by_tag` ON `device_tags` (`tag`);--> statement-breakpoint
CREATE TABLE `devices` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`address` text NOT NULL,
	`port` integer NOT NULL,
	`platform` text,
	`credential_id` text NOT NULL,
	`host_key` text,
	`host_key_type` text,
	`seen_host_key` text,
	`legacy` text NOT NULL,
	`site` text NOT NULL,
	`notes` text NOT NULL,
	`limits` text NOT NULL,
	`facts` text,
	`enabled` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`removed_at` integer,
	FOREIGN KEY (`credential_id`) REFERENCES `credentials`(`id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE UNIQUE INDEX `devices_name` ON `devices` (lower("name")) WHERE "devices"."removed_at" is null;--> statement-breakpoint
CREATE INDEX `devices_of_credential` ON `devices` (`credential_id`);--> statement-breakpoint
CREATE TABLE `events` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`topic` text NOT NULL,
	`kind` text NOT NULL,
	`subject_id` text NOT NULL,
	`data` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `events_by_time` ON `events` (`at`);--> statement-breakpoint
CREATE TABLE `settings` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `heartbeat_pings` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`heartbeat_id` text NOT NULL,
	`run_id` text NOT NULL,
	`is_start` integer NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`heartbeat_id`) REFERENCES `heartbeats`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `heartbeat_pings_by_receiver` ON `heartbeat_pings` (`heartbeat_id`);--> statement-breakpoint
CREATE TABLE `heartbeats` (
	`id` text PRIMARY KEY NOT NULL,
	`address` text NOT NULL,
	`host` text NOT NULL,
	`failing` integer NOT NULL,
	`last_at` integer,
	`last_answer` text,
	`last_taken` integer
);
--> statement-breakpoint
CREATE TABLE `channels` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`config` text NOT NULL,
	`secrets` text NOT NULL,
	`enabled` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`removed_at` integer,
	`last_delivered_at` integer,
	`refusing_since` integer,
	`last_answer` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `channels_name` ON `channels` (lower("name")) WHERE "channels"."removed_at" is null;--> statement-breakpoint
CREATE TABLE `deliveries` (
	`id` text PRIMARY KEY NOT NULL,
	`channel_id` text NOT NULL,
	`alarm_key` text,
	`message` text NOT NULL,
	`state` text NOT NULL,
	`tries` integer NOT NULL,
	`next_try_at` integer,
	`claimed_until` integer,
	`answer` text,
	`duration_ms` integer,
	`created_at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`channel_id`) REFERENCES `channels`(`id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE INDEX `deliveries_waiting` ON `deliveries` (`channel_id`,`created_at`) WHERE "deliveries"."state" = 'queued';--> statement-breakpoint
CREATE INDEX `deliveries_by_time` ON `deliveries` (`created_at`);--> statement-breakpoint
CREATE INDEX `deliveries_of_channel` ON `deliveries` (`channel_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `deliveries_of_alarm` ON `deliveries` (`alarm_key`);--> statement-breakpoint
CREATE TABLE `plans` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`type` text NOT NULL,
	`schedule` text NOT NULL,
	`time_zone` text NOT NULL,
	`retention` text NOT NULL,
	`enabled` integer NOT NULL,
	`built_in` integer NOT NULL,
	`silent_minutes` integer NOT NULL,
	`brake` text DEFAULT 'usual' NOT NULL,
	`objective_hours` integer,
	`read_all_days` integer,
	`next_run_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`deleted_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `plans_name` ON `plans` (lower("name")) WHERE "plans"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX `plans_due` ON `plans` (`next_run_at`) WHERE "plans"."next_run_at" is not null;--> statement-breakpoint
CREATE TABLE `sources` (
	`id` text PRIMARY KEY NOT NULL,
	`plan_id` text NOT NULL,
	`position` integer NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`config` text NOT NULL,
	`accepted_at` integer,
	`removed_at` integer,
	FOREIGN KEY (`plan_id`) REFERENCES `plans`(`id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sources_name` ON `sources` (`plan_id`,lower("name")) WHERE "sources"."removed_at" is null;--> statement-breakpoint
CREATE TABLE `run_devices` (
	`run_id` text NOT NULL,
	`device_id` text NOT NULL,
	`state` text NOT NULL,
	`started_at` integer,
	`ended_at` integer,
	`version_id` text,
	`failure` text,
	PRIMARY KEY(`run_id`, `device_id`),
	FOREIGN KEY (`run_id`) REFERENCES `runs`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`device_id`) REFERENCES `devices`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`version_id`) REFERENCES `config_versions`(`id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE INDEX `run_devices_of_device` ON `run_devices` (`device_id`);--> statement-breakpoint
CREATE TABLE `archive_sources` (
	`id` text PRIMARY KEY NOT NULL,
	`archive_id` text NOT NULL,
	`source_id` text NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`entries` integer NOT NULL,
	`files` integer NOT NULL,
	`bytes` integer NOT NULL,
	`yielded` integer NOT NULL,
	`origin` text DEFAULT '' NOT NULL,
	`changes` text,
	FOREIGN KEY (`archive_id`) REFERENCES `archives`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE INDEX `archive_sources_of_archive` ON `archive_sources` (`archive_id`);--> statement-breakpoint
CREATE INDEX `archive_sources_of_source` ON `archive_sources` (`source_id`);--> statement-breakpoint
CREATE TABLE `archives` (
	`id` text PRIMARY KEY NOT NULL,
	`run_id` text NOT NULL,
	`plan_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`file` text NOT NULL,
	`entries` integer NOT NULL,
	`bytes` integer NOT NULL,
	`stored_bytes` integer DEFAULT 0 NOT NULL,
	`new_bytes` integer DEFAULT 0 NOT NULL,
	`unread` integer DEFAULT 0 NOT NULL,
	`windows_names` text,
	`content_bytes` integer NOT NULL,
	`sha256` text NOT NULL,
	`verified_at` integer,
	`good` integer NOT NULL,
	`without` text NOT NULL,
	`damaged` text,
	`flag` text,
	`accepted_at` integer,
	`accepted_by` text,
	`accepted_why` text,
	`brake_kept` text,
	`note` text,
	`pinned_at` integer,
	`pinned_by` text,
	`pinned_by_id` text,
	`let_go_at` integer,
	`let_go_because` text,
	`bin_until` integer,
	`left_bin_at` integer,
	`frees_bytes` integer,
	`freed_at` integer,
	FOREIGN KEY (`run_id`) REFERENCES `runs`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`plan_id`) REFERENCES `plans`(`id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE UNIQUE INDEX `archives_of_run` ON `archives` (`run_id`);--> statement-breakpoint
CREATE INDEX `archives_by_plan` ON `archives` (`plan_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `run_messages` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`run_id` text NOT NULL,
	`at` integer NOT NULL,
	`level` text NOT NULL,
	`subject` text NOT NULL,
	`cause` text,
	`sentence` text NOT NULL,
	FOREIGN KEY (`run_id`) REFERENCES `runs`(`id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE INDEX `run_messages_of_run` ON `run_messages` (`run_id`,`id`);--> statement-breakpoint
CREATE TABLE `run_steps` (
	`id` text PRIMARY KEY NOT NULL,
	`run_id` text NOT NULL,
	`position` integer NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`source_id` text,
	`state` text NOT NULL,
	`started_at` integer,
	`ended_at` integer,
	`counts` text NOT NULL,
	`message` text,
	`error` text,
	FOREIGN KEY (`run_id`) REFERENCES `runs`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE UNIQUE INDEX `run_steps_in_order` ON `run_steps` (`run_id`,`position`);--> statement-breakpoint
CREATE TABLE `runs` (
	`id` text PRIMARY KEY NOT NULL,
	`number` integer NOT NULL,
	`plan_id` text NOT NULL,
	`trigger` text NOT NULL,
	`requested_by` text NOT NULL,
	`limited_to` text,
	`read_all` text,
	`state` text NOT NULL,
	`due_at` integer,
	`queued_at` integer NOT NULL,
	`started_at` integer,
	`ended_at` integer,
	`owner` text,
	`term` integer NOT NULL,
	`lease_until` integer,
	`moved_at` integer,
	`cancel_requested_at` integer,
	`cancel_requested_by` text,
	`waiting_for` text,
	`progress` text,
	`slowest` text,
	`warning_count` integer NOT NULL,
	`error` text,
	FOREIGN KEY (`plan_id`) REFERENCES `plans`(`id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE UNIQUE INDEX `runs_number` ON `runs` (`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `runs_one_open_per_plan` ON `runs` (`plan_id`) WHERE "runs"."ended_at" is null and "runs"."limited_to" is null;--> statement-breakpoint
CREATE INDEX `runs_by_plan` ON `runs` (`plan_id`,`queued_at`);--> statement-breakpoint
CREATE INDEX `runs_by_time` ON `runs` (`queued_at`);--> statement-breakpoint
CREATE TABLE `captures` (
	`id` text PRIMARY KEY NOT NULL,
	`device_id` text NOT NULL,
	`run_id` text,
	`started_at` integer NOT NULL,
	`ended_at` integer NOT NULL,
	`outcome` text NOT NULL,
	`version_id` text,
	`failure` text,
	`transcript` blob,
	FOREIGN KEY (`device_id`) REFERENCES `devices`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`run_id`) REFERENCES `runs`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`version_id`) REFERENCES `config_versions`(`id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE INDEX `captures_of_device` ON `captures` (`device_id`,`started_at`);--> statement-breakpoint
CREATE INDEX `captures_of_run` ON `captures` (`run_id`);--> statement-breakpoint
CREATE TABLE `config_texts` (
	`sha256` text PRIMARY KEY NOT NULL,
	`deflated` blob NOT NULL,
	`bytes` integer NOT NULL,
	`lines` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `config_versions` (
	`id` text PRIMARY KEY NOT NULL,
	`device_id` text NOT NULL,
	`number` integer NOT NULL,
	`state` text NOT NULL,
	`origin` text NOT NULL,
	`platform` text NOT NULL,
	`sha256` text NOT NULL,
	`normal_sha256` text NOT NULL,
	`hostname` text,
	`first_seen_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	`times_seen` integer NOT NULL,
	`doubts` text,
	`accepted_by` text,
	`accepted_why` text,
	`superseded_at` integer,
	`change` text,
	FOREIGN KEY (`device_id`) REFERENCES `devices`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`sha256`) REFERENCES `config_texts`(`sha256`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE UNIQUE INDEX `config_versions_number` ON `config_versions` (`device_id`,`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `config_versions_active` ON `config_versions` (`device_id`) WHERE "config_versions"."state" = 'active';--> statement-breakpoint
CREATE INDEX `config_versions_of_text` ON `config_versions` (`sha256`);--> statement-breakpoint
CREATE TABLE `requests` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`input` text NOT NULL,
	`asked_by` text NOT NULL,
	`asked_at` integer NOT NULL,
	`taken_at` integer,
	`answered_at` integer,
	`answer` text
);
--> statement-breakpoint
CREATE INDEX `requests_waiting` ON `requests` (`asked_at`) WHERE "requests"."answered_at" is null;--> statement-breakpoint
CREATE TABLE `workers` (
	`id` text PRIMARY KEY NOT NULL,
	`term` integer NOT NULL,
	`pid` integer NOT NULL,
	`host` text NOT NULL,
	`started_at` integer NOT NULL,
	`lease_until` integer NOT NULL,
	`ended_at` integer
);
