import { isDeepStrictEqual } from "node:util";
import { eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { allow, auditAll } from "#lib/access";
import type { Context } from "#lib/context";
import { type Transaction, tables, write } from "#lib/db";
import { emitAll } from "#lib/events";
import type { Evidence, Platform } from "#lib/platforms";
import { platformIds } from "#lib/platforms/schema";
import type { ShownKey } from "./host-key.ts";
import { type DeviceRow, readDevices } from "./rows.ts";
import type { Device, DeviceFacts } from "./schema.ts";

/** As much evidence goes into the trail; it is sorted, the strongest first. */
const evidenceMax = 5;

/** What one session learned of a device. */
export interface Contact {
  deviceId: string;
  /** `null`: it showed none. */
  key: ShownKey | null;
  /** Whether it accepted its credential. */
  signedIn: boolean;
  /** `null`: none were read. */
  facts: DeviceFacts | null;
  /** What it was recognised as, and by what; `null`: it was known before, or is not known yet. */
  recognised: { platform: Pick<Platform, "id">; evidence: readonly Evidence[] } | null;
}

/**
 * Takes note of what sessions learned, all in one transaction. The first host key ever is pinned;
 * another one than the pinned is kept for a person to decide about, and nothing else changes.
 */
// check: no-audit: keys and platforms are told together, in the same transaction.
export async function noteContacts(ctx: Context, contacts: readonly Contact[]): Promise<void> {
  allow(ctx, "device:contact");
  const learned = new Map(contacts.map((contact) => [contact.deviceId, contact]));
  await write(ctx.db, async (tx) => {
    const devices = await readDevices(tx, inArray(tables.devices.id, [...learned.keys()]));
    const news = devices.flatMap((device) => {
      const contact = learned.get(device.id);
      return contact ? [newsOf(device, contact)] : [];
    });
    for (const { device, columns } of news) {
      if (Object.keys(columns).length === 0) continue;
      await tx.update(tables.devices).set(columns).where(eq(tables.devices.id, device.id));
    }
    await tell(tx, ctx, news);
    await noteAcceptedBy(
      tx,
      ctx,
      devices.filter(({ id }) => learned.get(id)?.signedIn),
    );
  });
}

/** What a session changes of a device, and what of it stands in the trail. */
interface News {
  device: Device;
  columns: Partial<DeviceRow>;
  lines: { before: Record<string, unknown>; after: Record<string, unknown> }[];
}

function newsOf(device: Device, { key, recognised, facts }: Contact): News {
  const found = [key && keyNews(device, key), recognised && platformNews(device, recognised)];
  const told = found.filter((each) => each !== null);
  const known = { ...device.facts, ...facts };
  const columns: News["columns"] = Object.assign({}, ...told.map((each) => each.columns));
  if (!isDeepStrictEqual(known, device.facts ?? {})) columns.facts = known;
  return { device, columns, lines: told.flatMap(({ line }) => line ?? []) };
}

type Found = { columns: News["columns"]; line: News["lines"][number] | null } | null;

function keyNews(device: Device, { fingerprint, type }: ShownKey): Found {
  const { hostKey, seenHostKey } = device;
  if (hostKey === fingerprint) {
    // Nothing is left to decide once the trusted key is shown again.
    return seenHostKey === null ? null : { columns: { seenHostKey: null }, line: null };
  }
  if (seenHostKey === fingerprint) return null;
  const pinned = hostKey === null;
  const columns = pinned
    ? { hostKey: fingerprint, hostKeyType: type }
    : { seenHostKey: fingerprint };
  return { columns, line: { before: { hostKey }, after: { hostKey: fingerprint, pinned } } };
}

/** What a person chose is not overruled by what a device shows. */
function platformNews(device: Device, found: NonNullable<Contact["recognised"]>): Found {
  if (device.platform !== null) return null;
  const platform = z.enum(platformIds).parse(found.platform.id);
  const own = found.evidence.filter((each) => each.platform === platform).slice(0, evidenceMax);
  const evidence = own.map(({ from, seen }) => ({ from, seen }));
  return {
    columns: { platform },
    line: { before: { platform: null }, after: { platform, evidence } },
  };
}

async function tell(tx: Transaction, ctx: Context, news: readonly News[]): Promise<void> {
  const told = news.filter(({ lines }) => lines.length > 0);
  const lines = told.flatMap(({ device: { id, name }, lines }) =>
    lines.map((line) => {
      return { action: "device:contact" as const, subject: { kind: "device", id, name }, ...line };
    }),
  );
  await auditAll(tx, ctx, lines);
  const at = ctx.clock.now();
  const kind = "device.changed" as const;
  const events = told.map(({ device: { id, name } }) => {
    return { at, kind, subjectId: id, data: { name } };
  });
  await emitAll(tx, events);
}

async function noteAcceptedBy(
  tx: Transaction,
  ctx: Context,
  devices: readonly Device[],
): Promise<void> {
  const ids = [...new Set(devices.map(({ credential }) => credential.id))];
  if (ids.length === 0) return;
  const { credentials } = tables;
  await tx
    .update(credentials)
    .set({ acceptedAt: ctx.clock.now() })
    .where(inArray(credentials.id, ids));
}
