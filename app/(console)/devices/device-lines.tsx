import { cache } from "react";
import type { Context } from "#lib/context";
import { deviceRecordsNow, devicesNow, protectionOfAll } from "../reads.tsx";
import type { DeviceLine } from "./list-state.ts";

/** Every device with how it stands; read once for each request. */
export const deviceLinesNow = cache(async (ctx: Context): Promise<DeviceLine[]> => {
  const records = await deviceRecordsNow(ctx);
  const { devices } = await protectionOfAll(ctx);
  const judged = new Map(devices.map((each) => [each.device.id, each]));
  return (await devicesNow(ctx)).map((device) => {
    const record = records.get(device.id) ?? null;
    const { protection = "unprotected", lastGoodAt = null } = judged.get(device.id) ?? {};
    return { device, record, protection, lastGoodAt };
  });
});
