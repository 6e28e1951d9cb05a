import { sql } from "drizzle-orm";
import {
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";

/** What proves to devices who one is. A removed one keeps its row, without its secrets: names hang on it. */
export const credentials = sqliteTable(
  "credentials",
  {
    id: text("id").primaryKey(), // UUIDv7
    name: text("name").notNull(),
    username: text("username").notNull(),
    password: text("password"), // sealed; null: none is held
    enable: text("enable"), // sealed; null: none is held
    privateKey: text("private_key"), // sealed; null: none is held
    passphrase: text("passphrase"), // sealed; null: none is held
    acceptedAt: integer("accepted_at", { mode: "timestamp_ms" }), // null: no device accepted it yet
    createdAt: integer("created_at", { mode: "timestamp_ms" }).notNull(),
    updatedAt: integer("updated_at", { mode: "timestamp_ms" }).notNull(),
    removedAt: integer("removed_at", { mode: "timestamp_ms" }), // null: exists
  },
  (credential) => [
    uniqueIndex("credentials_name")
      .on(sql`lower(${credential.name})`)
      .where(sql`${credential.removedAt} is null`), // one name whatever its case
  ],
);

/** Routers, switches, firewalls, hosts. A removed one keeps its row: versions and archives hang on it. */
export const devices = sqliteTable(
  "devices",
  {
    id: text("id").primaryKey(), // UUIDv7
    name: text("name").notNull(),
    address: text("address").notNull(),
    port: integer("port").notNull(),
    platform: text("platform"), // null: to be detected at the first contact
    credentialId: text("credential_id")
      .notNull()
      .references(() => credentials.id, { onDelete: "restrict" }),
    hostKey: text("host_key"), // SHA256:…; null: no contact yet
    hostKeyType: text("host_key_type"), // null: no contact yet
    seenHostKey: text("seen_host_key"), // null: no other key was shown since one was trusted
    legacy: text("legacy", { mode: "json" }).$type<string[]>().notNull(), // algorithms it may use besides
    site: text("site").notNull(),
    notes: text("notes").notNull(),
    limits: text("limits", { mode: "json" }).notNull(), // what differs from the usual limits of the room `collect`
    facts: text("facts", { mode: "json" }), // null: none were read; DeviceFacts of the room `inventory`
    enabled: integer("enabled", { mode: "boolean" }).notNull(),
    createdAt: integer("created_at", { mode: "timestamp_ms" }).notNull(),
    updatedAt: integer("updated_at", { mode: "timestamp_ms" }).notNull(),
    removedAt: integer("removed_at", { mode: "timestamp_ms" }), // null: exists
  },
  (device) => [
    uniqueIndex("devices_name")
      .on(sql`lower(${device.name})`)
      .where(sql`${device.removedAt} is null`), // one name whatever its case
    index("devices_of_credential").on(device.credentialId), // used by whom
  ],
);

/** Words that people group devices by. */
export const deviceTags = sqliteTable(
  "device_tags",
  {
    deviceId: text("device_id")
      .notNull()
      .references(() => devices.id, { onDelete: "restrict" }),
    tag: text("tag").notNull(),
  },
  (row) => [
    primaryKey({ columns: [row.deviceId, row.tag] }),
    index("device_tags_by_tag").on(row.tag), // the devices of a plan
  ],
);
