import { eq } from "drizzle-orm";
import { allow, audit, confirmPassword } from "#lib/access";
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
 * Trusts the key that a device now shows, after one's own password once more. The fingerprint is that
 * of the page the person looked at: a device that shows a third one meanwhile is not trusted.
 *
 * @throws Failure `not-found`, `stale`, and those of `confirmPassword`
 */
export async function trustHostKey(
  ctx: Context,
  given: { deviceId: string; fingerprint: string; password: string },
): Promise<Device> {
  allow(ctx, "device:trust");
  const { deviceId, fingerprint, password } = given;
  await confirmPassword(ctx, { password });
  return write(ctx.db, async (tx) => {
    const device = await loadDevice(tx, deviceId);
    if (device.seenHostKey !== fingerprint) throw fail("stale", { what: "device" });
    // Of which type it is was not noted; it is no part of the decision.
    const known = { hostKey: fingerprint, hostKeyType: null, seenHostKey: null };
    const trusted = { ...known, updatedAt: ctx.clock.now() };
    await tx.update(tables.devices).set(trusted).where(eq(tables.devices.id, deviceId));
    const before = { hostKey: device.hostKey };
    const after = { hostKey: fingerprint };
    await told(tx, ctx, { action: "device:trust", device, before, after });
    return { ...device, ...trusted };
  });
}

/**
 * Says that a key is not the device's: the pinned one stays, and whoever shows another is sent
 * nothing, as before. It is asked about anew when it is shown again.
 *
 * @throws Failure `not-found`, `stale`
 */
export async function refuseHostKey(
  ctx: Context,
  { deviceId, fingerprint }: { deviceId: string; fingerprint: string },
): Promise<void> {
  allow(ctx, "device:distrust");
  await write(ctx.db, async (tx) => {
    const device = await loadDevice(tx, deviceId);
    if (device.seenHostKey !== fingerprint) throw fail("stale", { what: "device" });
    await tx
      .update(tables.devices)
      .set({ seenHostKey: null })
      .where(eq(tables.devices.id, deviceId));
    const before = { seen: fingerprint };
    const after = { hostKey: device.hostKey };
    await told(tx, ctx, { action: "device:distrust", device, before, after });
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
    action: "device:trust" | "device:distrust" | "device:change";
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
