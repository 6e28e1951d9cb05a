import { isDeepStrictEqual } from "node:util";
import { and, eq, inArray, isNull } from "drizzle-orm";
import { z } from "zod";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { type Transaction, tables, write } from "#lib/db";
import type { Evidence, Platform } from "#lib/platforms";
import { platformIds } from "#lib/platforms/schema";
import { type ShownKey, told } from "./host-key.ts";
import { readDevices } from "./rows.ts";
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
// check: no-audit: keys and platforms are told device by device where they are noted.
export async function noteContacts(ctx: Context, contacts: readonly Contact[]): Promise<void> {
  allow(ctx, "device:contact");
  const learned = new Map(contacts.map((contact) => [contact.deviceId, contact]));
  await write(ctx.db, async (tx) => {
    const devices = await readDevices(tx, inArray(tables.devices.id, [...learned.keys()]));
    for (const device of devices) {
      const contact = learned.get(device.id);
      if (contact?.key) await noteKey(tx, ctx, { device, key: contact.key });
      if (contact?.recognised) await notePlatform(tx, ctx, { device, ...contact.recognised });
      const facts = contact ? factsAfter(device, contact.facts) : null;
      if (facts)
        await tx.update(tables.devices).set({ facts }).where(eq(tables.devices.id, device.id));
    }
    const accepted = devices.filter(({ id }) => learned.get(id)?.signedIn);
    await noteAcceptedBy(tx, ctx, accepted);
  });
}

async function noteKey(
  tx: Transaction,
  ctx: Context,
  { device, key }: { device: Device; key: ShownKey },
): Promise<void> {
  const of = eq(tables.devices.id, device.id);
  if (device.hostKey === key.fingerprint) {
    // Nothing is left to decide once the trusted key is shown again.
    if (device.seenHostKey === null) return;
    await tx.update(tables.devices).set({ seenHostKey: null }).where(of);
    return;
  }
  if (device.seenHostKey === key.fingerprint) return;
  if (device.hostKey === null) {
    const pinned = { hostKey: key.fingerprint, hostKeyType: key.type };
    const first = and(of, isNull(tables.devices.hostKey));
    await tx.update(tables.devices).set(pinned).where(first);
  } else {
    await tx.update(tables.devices).set({ seenHostKey: key.fingerprint }).where(of);
  }
  const before = { hostKey: device.hostKey };
  const after = { hostKey: key.fingerprint, pinned: device.hostKey === null };
  await told(tx, ctx, { action: "device:contact", device, before, after });
}

/** What a person chose is not overruled by what a device shows. */
async function notePlatform(
  tx: Transaction,
  ctx: Context,
  found: { device: Device; platform: Pick<Platform, "id">; evidence: readonly Evidence[] },
): Promise<void> {
  const { device, evidence } = found;
  if (device.platform !== null) return;
  const platform = z.enum(platformIds).parse(found.platform.id);
  await tx.update(tables.devices).set({ platform }).where(eq(tables.devices.id, device.id));
  const own = evidence.filter((each) => each.platform === platform).slice(0, evidenceMax);
  const before = { platform: null };
  const after = { platform, evidence: own.map(({ from, seen }) => ({ from, seen })) };
  await told(tx, ctx, { action: "device:contact", device, before, after });
}

/** What a device says of itself, together with what it said before. */
function factsAfter(device: Device, facts: DeviceFacts | null): DeviceFacts | null {
  const known = { ...device.facts, ...facts };
  return isDeepStrictEqual(known, device.facts ?? {}) ? null : known;
}

async function noteAcceptedBy(
  tx: Transaction,
  ctx: Context,
  devices: readonly Device[],
): Promise<void> {
  const ids = [...new Set(devices.map(({ credential }) => credential.id))];
  if (ids.length === 0) return;
  const acceptedAt = ctx.clock.now();
  await tx
    .update(tables.credentials)
    .set({ acceptedAt })
    .where(inArray(tables.credentials.id, ids));
}
