import { eq } from "drizzle-orm";
import { allow, audit } from "#lib/access";
import type { Context } from "#lib/context";
import { type Transaction, tables, write } from "#lib/db";
import { emit } from "#lib/events";
import { fail } from "#lib/failures";
import { loadDevice } from "./rows.ts";
import type { Device } from "./schema.ts";

export interface ShownKey {
  type: string;
  /** `SHA256:…` */
  fingerprint: string;
}

/**
 * Trusts the key that a device now shows. The fingerprint is that of the page the person looked at:
 * a device that shows a third one meanwhile is not trusted.
 *
 * @throws Failure `not-found`, `stale`
 */
export async function trustHostKey(
  ctx: Context,
  { deviceId, fingerprint }: { deviceId: string; fingerprint: string },
): Promise<Device> {
  allow(ctx, "device:trust");
  return write(ctx.db, async (tx) => {
    const device = await loadDevice(tx, deviceId);
    if (device.seenHostKey !== fingerprint) throw fail("stale", { what: "device" });
    const trusted = { hostKey: fingerprint, seenHostKey: null, updatedAt: ctx.clock.now() };
    await tx.update(tables.devices).set(trusted).where(eq(tables.devices.id, deviceId));
    const before = { hostKey: device.hostKey };
    const after = { hostKey: fingerprint };
    await told(tx, ctx, { action: "device:trust", device, before, after });
    return { ...device, ...trusted };
  });
}

/**
 * Lets one device use algorithms that others may not.
 *
 * @throws Failure `not-found`
 */
export async function allowLegacy(
  ctx: Context,
  { deviceId, algorithms }: { deviceId: string; algorithms: readonly string[] },
): Promise<Device> {
  allow(ctx, "device:change");
  return write(ctx.db, async (tx) => {
    const device = await loadDevice(tx, deviceId);
    const legacy = [...new Set([...device.legacy, ...algorithms])];
    const changed = { legacy, updatedAt: ctx.clock.now() };
    await tx.update(tables.devices).set(changed).where(eq(tables.devices.id, deviceId));
    const before = { legacy: device.legacy };
    await told(tx, ctx, { action: "device:change", device, before, after: { legacy } });
    return { ...device, ...changed };
  });
}

async function told(
  tx: Transaction,
  ctx: Context,
  line: {
    action: "device:trust" | "device:change";
    device: Device;
    before: Record<string, unknown>;
    after: Record<string, unknown>;
  },
): Promise<void> {
  const { action, device, before, after } = line;
  const { id, name } = device;
  await audit(tx, ctx, { action, subject: { kind: "device", id, name }, before, after });
  await emit(tx, { at: ctx.clock.now(), kind: "device.changed", subjectId: id, data: { name } });
}
