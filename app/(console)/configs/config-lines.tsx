import { cache } from "react";
import type { Context } from "#lib/context";
import { listActive, listPast } from "#lib/versions";
import { devicesNow, protectionOfAll } from "../reads.tsx";
import { type ConfigLine, devicesOf, type ListState, linesOf, listLimit } from "./list-state.ts";

/** Every device's text of now, the texts that wait, and devices without any; once a request. */
export const configLinesNow = cache(async (ctx: Context): Promise<ConfigLine[]> => {
  const versions = Map.groupBy(await listActive(ctx), ({ deviceId }) => deviceId);
  const protectionOf = await protections(ctx);
  return (await devicesNow(ctx)).flatMap((device): ConfigLine[] => {
    const protection = protectionOf(device.id);
    const own = versions.get(device.id) ?? [null];
    return own.map((version) => ({ device, version, protection }));
  });
});

/** The part of the list that its address asks for, and how long the whole is. */
export async function configPart(
  ctx: Context,
  state: ListState,
): Promise<{ lines: ConfigLine[]; total: number }> {
  const { offset } = state;
  if (state.state === "past") return pastPart(ctx, state);
  const all = linesOf(await configLinesNow(ctx), state);
  return { lines: all.slice(offset, offset + listLimit), total: all.length };
}

async function pastPart(ctx: Context, state: ListState) {
  const devices = new Map(
    devicesOf(await devicesNow(ctx), state).map((device) => [device.id, device]),
  );
  const { offset } = state;
  const part = { deviceIds: [...devices.keys()], offset, limit: listLimit };
  const { versions, total } = await listPast(ctx, part);
  const protectionOf = await protections(ctx);
  const lines = versions.flatMap((version): ConfigLine[] => {
    const device = devices.get(version.deviceId);
    return device ? [{ device, version, protection: protectionOf(device.id) }] : [];
  });
  return { lines, total };
}

async function protections(ctx: Context) {
  const { devices } = await protectionOfAll(ctx);
  const judged = new Map(devices.map(({ device, protection }) => [device.id, protection]));
  return (deviceId: string) => judged.get(deviceId) ?? "unprotected";
}
