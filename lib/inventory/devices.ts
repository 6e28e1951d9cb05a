import { count, eq } from "drizzle-orm";
import { allow, audit, parseInput } from "#lib/access";
import type { Context } from "#lib/context";
import { newId, type Transaction, tables, unlessTaken, write } from "#lib/db";
import { emit } from "#lib/events";
import { fail } from "#lib/failures";
import type { InstallationKey } from "#lib/secrets";
import { loadCredential } from "./credentials.ts";
import { columnsOf, loadDevice, present, replaceTags } from "./rows.ts";
import {
  type Device,
  DeviceInput,
  type DeviceInputGiven,
  defaultDeviceName,
  devicesMax,
} from "./schema.ts";
import { holdsSecret } from "./secrets.ts";
import { findTwinOf } from "./twin.ts";

/**
 * Adds a device; without a name it is called by its address.
 *
 * @throws Failure `invalid`, `not-found` (its credential), `name-taken`, `address-taken`, `too-many`
 */
export async function createDevice(ctx: Context, given: DeviceInputGiven): Promise<Device> {
  allow(ctx, "device:create");
  const input = parseInput(DeviceInput, given);
  return write(ctx.db, (tx) => insertDevice(tx, ctx, input));
}

/**
 * The part of a use case that adds a device; its caller allows it.
 *
 * @throws Failure `not-found` (its credential), `name-taken`, `address-taken`, `too-many`
 */
export async function insertDevice(
  tx: Transaction,
  ctx: Context,
  input: DeviceInput,
): Promise<Device> {
  const [{ devices } = { devices: 0 }] = await tx
    .select({ devices: count() })
    .from(tables.devices)
    .where(present);
  if (devices >= devicesMax) throw fail("too-many", { what: "devices", limit: devicesMax });
  const { id, name } = await loadCredential(tx, input.credentialId);
  const at = ctx.clock.now();
  const device: Device = {
    ...input,
    id: newId(),
    name: input.name ?? defaultDeviceName(input),
    credential: { id, name },
    hostKeyType: null,
    seenHostKey: null,
    facts: null,
    createdAt: at,
    updatedAt: at,
  };
  await refuseTwin(tx, device);
  await unlessTaken({ what: "device", name: device.name }, () =>
    tx.insert(tables.devices).values(columnsOf(device)),
  );
  await replaceTags(tx, device.id, device.tags);
  await told(tx, ctx, { action: "device:create", device, before: null });
  return device;
}

/**
 * Changes a device. Another address or port with the same credential needs one of its secrets once
 * more: whoever may edit a device must not be able to have a stored password sent elsewhere.
 *
 * @throws Failure `not-found`, `invalid`, `stale`, `name-taken`, `address-taken`, `secret-again`
 */
export async function changeDevice(
  ctx: Context,
  change: { id: string; updatedAt: Date; input: DeviceInputGiven; secret?: string },
  key: InstallationKey,
): Promise<Device> {
  allow(ctx, "device:change");
  const input = parseInput(DeviceInput, change.input);
  return write(ctx.db, async (tx) => {
    const before = await loadDevice(tx, change.id);
    if (before.updatedAt.getTime() !== change.updatedAt.getTime()) {
      throw fail("stale", { what: "device" });
    }
    const credential = await loadCredential(tx, input.credentialId);
    const moved = before.address !== input.address || before.port !== input.port;
    if (moved && before.credential.id === credential.id) {
      if (!holdsSecret(key, credential, change.secret ?? "")) {
        throw fail("secret-again", { device: before.name, credential: credential.name });
      }
    }
    const device: Device = {
      ...before,
      ...input,
      name: input.name ?? before.name,
      // Another machine has another key: it is pinned anew at its first contact.
      hostKey: input.hostKey ?? (moved ? null : before.hostKey),
      seenHostKey: moved ? null : before.seenHostKey,
      credential: { id: credential.id, name: credential.name },
      updatedAt: ctx.clock.now(),
    };
    await refuseTwin(tx, device);
    await unlessTaken({ what: "device", name: device.name }, () =>
      tx.update(tables.devices).set(columnsOf(device)).where(eq(tables.devices.id, device.id)),
    );
    await replaceTags(tx, device.id, device.tags);
    await told(tx, ctx, { action: "device:change", device, before });
    return device;
  });
}

/**
 * Removes a device from the inventory. Its versions stay, and so do the archives that hold it.
 *
 * @throws Failure `not-found`
 */
export async function removeDevice(ctx: Context, { id }: { id: string }): Promise<Device> {
  allow(ctx, "device:remove");
  return write(ctx.db, async (tx) => {
    const device = await loadDevice(tx, id);
    const removedAt = ctx.clock.now();
    await tx.update(tables.devices).set({ removedAt }).where(eq(tables.devices.id, id));
    await told(tx, ctx, { action: "device:remove", device: null, before: device });
    return device;
  });
}

/** Two devices at one address and port would be one machine, signed in to twice at once. */
async function refuseTwin(tx: Transaction, device: Device): Promise<void> {
  const twin = await findTwinOf(tx, device);
  if (twin && twin.id !== device.id) {
    throw fail("address-taken", { address: device.address, device: twin.name });
  }
}

async function told(
  tx: Transaction,
  ctx: Context,
  {
    action,
    device,
    before,
  }: {
    action: "device:create" | "device:change" | "device:remove";
    device: Device | null;
    before: Device | null;
  },
): Promise<void> {
  const { id, name } = device ?? before ?? { id: "", name: "" };
  const subject = { kind: "device", id, name };
  const [was, is] = [before && described(before), device && described(device)];
  await audit(tx, ctx, { action, subject, before: was, after: is });
  await emit(tx, { at: ctx.clock.now(), kind: "device.changed", subjectId: id, data: { name } });
}

function described(device: Device): Record<string, unknown> {
  const { id: _, credentialId: _credential, createdAt: _at, updatedAt: _changed, ...rest } = device;
  return { ...rest, credential: device.credential.name };
}
