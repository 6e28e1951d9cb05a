import { cache } from "react";
import { protectionOf } from "#lib/alarms";
import type { Context } from "#lib/context";
import { deviceRecordsNow, devicesNow } from "../reads.tsx";
import type { DeviceLine } from "./list-state.ts";

/** Every device with how it stands; read once for each request. */
export const deviceLinesNow = cache(async (ctx: Context): Promise<DeviceLine[]> => {
  const records = await deviceRecordsNow(ctx);
  const now = ctx.clock.now();
  return (await devicesNow(ctx)).map((device) => {
    const record = records.get(device.id) ?? null;
    const lastGoodAt = record?.active?.lastSeenAt ?? null;
    const facts = { lastGoodAt, objectiveMs: null, enabled: device.enabled, now };
    return { device, record, protection: protectionOf(facts), lastGoodAt };
  });
});
