import { eq } from "drizzle-orm";
import { z } from "zod";
import { allow, audit, parseInput } from "#lib/access";
import type { Context } from "#lib/context";
import { type Transaction, tables, write } from "#lib/db";
import { emit } from "#lib/events";
import { platformIds } from "#lib/platforms/schema";
import { loadCredential } from "./credentials.ts";
import { loadDevice } from "./rows.ts";
import type { Device } from "./schema.ts";

const Choice = z.object({
  deviceId: z.string(),
  platform: z.enum(platformIds, "A platform is one of the list.").nullable(),
});

/**
 * Says of which platform a device is; `null`: it is recognised anew at the next contact.
 *
 * @throws Failure `not-found`, `invalid`
 */
export async function choosePlatform(ctx: Context, given: z.input<typeof Choice>): Promise<Device> {
  allow(ctx, "device:change");
  const { deviceId, platform } = parseInput(Choice, given);
  return write(ctx.db, async (tx) => {
    const device = await loadDevice(tx, deviceId);
    await store(tx, ctx, { device, changed: { platform } });
    const line = { before: { platform: device.platform }, after: { platform } };
    await audit(tx, ctx, { action: "device:change", subject: subjectOf(device), ...line });
    return { ...device, platform };
  });
}

/**
 * Gives a device another credential; its address stays, so that nothing is sent elsewhere.
 *
 * @throws Failure `not-found`
 */
export async function chooseCredential(
  ctx: Context,
  { deviceId, credentialId }: { deviceId: string; credentialId: string },
): Promise<Device> {
  allow(ctx, "device:change");
  return write(ctx.db, async (tx) => {
    const device = await loadDevice(tx, deviceId);
    const { id, name } = await loadCredential(tx, credentialId);
    await store(tx, ctx, { device, changed: { credentialId: id } });
    const line = { before: { credential: device.credential.name }, after: { credential: name } };
    await audit(tx, ctx, { action: "device:change", subject: subjectOf(device), ...line });
    return { ...device, credentialId: id, credential: { id, name } };
  });
}

async function store(
  tx: Transaction,
  ctx: Context,
  {
    device,
    changed,
  }: { device: Device; changed: Partial<Pick<Device, "platform" | "credentialId">> },
): Promise<void> {
  const { devices } = tables;
  const row = { ...changed, updatedAt: ctx.clock.now() };
  await tx.update(devices).set(row).where(eq(devices.id, device.id));
  const { id: subjectId, name } = device;
  await emit(tx, { at: row.updatedAt, kind: "device.changed", subjectId, data: { name } });
}

function subjectOf({ id, name }: Device) {
  return { kind: "device", id, name };
}
