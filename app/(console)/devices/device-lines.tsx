import { cache } from "react";
import type { Context } from "#lib/context";
import { protectionOfAll } from "../reads.tsx";
import type { DeviceLine } from "./list-state.ts";

/** Every device with how it stands; read once for each request. */
export const deviceLinesNow = cache(async (ctx: Context): Promise<DeviceLine[]> => {
  const { devices } = await protectionOfAll(ctx);
  return devices.map(({ device, record, protection, lastGoodAt }) => {
    return { device, record, protection, lastGoodAt };
  });
});
