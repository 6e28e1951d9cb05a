import { and, eq, getTableColumns, inArray, isNull, type SQL } from "drizzle-orm";
import type { Context } from "#lib/context";
import { readMany, type Transaction, tables } from "#lib/db";
import { fail } from "#lib/failures";
import { platformIds } from "#lib/platforms/schema";
import { type Device, type DeviceFacts, DeviceLimits } from "./schema.ts";

export type DeviceRow = typeof tables.devices.$inferSelect;
type Reader = Context["db"] | Transaction;

/** Devices that were not removed. */
export const present = isNull(tables.devices.removedAt);

/** The devices of a condition as they are used everywhere, in no order. */
export async function readDevices(db: Reader, where: SQL | undefined): Promise<Device[]> {
  const { devices, credentials, deviceTags } = tables;
  const fields = { ...getTableColumns(devices), credentialName: credentials.name };
  const rows = await readMany(fields, (all) =>
    db
      .select({ all })
      .from(devices)
      .innerJoin(credentials, eq(credentials.id, devices.credentialId))
      .where(where),
  );
  const tags = await readMany({ deviceId: deviceTags.deviceId, tag: deviceTags.tag }, (all) =>
    db
      .select({ all })
      .from(deviceTags)
      .innerJoin(devices, eq(devices.id, deviceTags.deviceId))
      .where(where),
  );
  const tagsOf = Map.groupBy(tags, ({ deviceId }) => deviceId);
  return rows.map(({ credentialName, ...device }) => {
    const credential = { id: device.credentialId, name: credentialName };
    const own = (tagsOf.get(device.id) ?? []).map(({ tag }) => tag).sort();
    return deviceOf(device, { credential, tags: own });
  });
}

/** @throws Failure `not-found` */
export async function loadDevice(db: Reader, id: string): Promise<Device> {
  const [device] = await readDevices(db, and(eq(tables.devices.id, id), present));
  if (!device) throw fail("not-found", { what: "device", name: id });
  return device;
}

function deviceOf(
  row: DeviceRow,
  more: { credential: { id: string; name: string }; tags: string[] },
): Device {
  const { removedAt: _, ...device } = row;
  const platform = platformIds.find((id) => id === row.platform) ?? null;
  return {
    ...device,
    ...more,
    platform,
    limits: DeviceLimits.parse(row.limits),
    facts: row.facts as DeviceFacts | null,
  };
}

/** The columns that an input decides. */
export function columnsOf(device: Device): DeviceRow {
  const { credential, tags: _, ...columns } = device;
  return { ...columns, credentialId: credential.id, removedAt: null };
}

/** Puts tags in the place of those a device had. */
export async function replaceTags(tx: Transaction, deviceId: string, tags: readonly string[]) {
  await tx.delete(tables.deviceTags).where(eq(tables.deviceTags.deviceId, deviceId));
  const rows = [...new Set(tags)].map((tag) => ({ deviceId, tag }));
  if (rows.length > 0) await tx.insert(tables.deviceTags).values(rows);
}

/** Those of a list of ids that exist. */
export function anyOf(ids: readonly string[]): SQL | undefined {
  return and(inArray(tables.devices.id, [...ids]), present);
}
