import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Context } from "#lib/context";
import { type Transaction, tables } from "#lib/db";
import { fail } from "#lib/failures";
import { type InstallationKey, seal, unseal } from "#lib/secrets";
import type { ChannelKind, Settings } from "./channels/kind.ts";
import { kinds } from "./channels/list.ts";
import type { Answer, Channel, ChannelKindId } from "./schema.ts";

export type ChannelRow = typeof tables.channels.$inferSelect;
type Reader = Context["db"] | Transaction;

/** Channels that were not deleted. */
export const present = isNull(tables.channels.removedAt);

/** Every channel, by name. */
export async function readChannels(db: Reader): Promise<ChannelRow[]> {
  return db
    .select()
    .from(tables.channels)
    .where(present)
    .orderBy(asc(sql`lower(${tables.channels.name})`));
}

/** @throws Failure `not-found` */
export async function loadChannel(db: Reader, id: string): Promise<ChannelRow> {
  const of = and(eq(tables.channels.id, id), present);
  const row = await db.select().from(tables.channels).where(of).get();
  if (!row) throw fail("not-found", { what: "channel", name: id });
  return row;
}

/** A channel as it may be shown: nothing in it proves who one is. */
export function shown(row: ChannelRow): Channel {
  const kind = kindOf(row);
  const { id, name, config, enabled, createdAt, updatedAt, lastDeliveredAt, refusingSince } = row;
  return {
    ...{ id, name, kind: kind.id, kindName: kind.name, where: kind.where(config) },
    ...{ settings: config, holds: Object.keys(row.secrets) },
    ...{ enabled, createdAt, updatedAt, lastDeliveredAt, refusingSince },
    lastAnswer: row.lastAnswer as Answer | null,
  };
}

export function kindOf({ kind }: Pick<ChannelRow, "kind">): ChannelKind {
  return kinds[kind as ChannelKindId]; // written by this room alone
}

/**
 * Settings as they are stored: what is no secret as it is, secrets sealed to their row. Of an address
 * that is a secret, its beginning stays readable.
 */
export function storedSettings(
  key: InstallationKey,
  { id, kind, settings }: { id: string; kind: ChannelKind; settings: Settings },
): Pick<ChannelRow, "config" | "secrets"> {
  const config: Record<string, string> = {};
  const secrets: Record<string, string> = {};
  for (const { name, secret, type } of kind.fields) {
    const value = settings[name] ?? "";
    if (value === "") continue;
    if (!secret) config[name] = value;
    else secrets[name] = seal(key, placeOf(id, name), value);
    if (secret && type === "address") config[name] = `${new URL(value).origin}/…`;
  }
  return { config, secrets };
}

/** What a channel needs to send: settings with their secrets. @throws Failure `unseal-failed` */
export function openSettings(key: InstallationKey, row: ChannelRow): Record<string, string> {
  const secrets = Object.entries(row.secrets).map(([name, sealed]) => {
    return [name, unseal(key, placeOf(row.id, name), sealed)] as const;
  });
  return { ...row.config, ...Object.fromEntries(secrets) };
}

function placeOf(row: string, name: string) {
  return { table: "channels", row, column: `secrets.${name}` };
}
