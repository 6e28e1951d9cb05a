import { and, asc, count, eq, inArray, sql } from "drizzle-orm";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { tables } from "#lib/db";
import type { CaptureFailure } from "#lib/versions";
import type { RunDevice, RunDeviceState } from "../schema.ts";

/** As many devices of one run a page shows. */
export const runDevicesMax = 2_000;

/** The devices of a run by name, with what became of each, and how many are in which state. */
export async function listRunDevices(
  ctx: Context,
  { runId, states }: { runId: string; states?: readonly RunDeviceState[] },
): Promise<{ devices: RunDevice[]; counts: Record<RunDeviceState, number> }> {
  allow(ctx, "run:read");
  const { runDevices, devices, configVersions } = tables;
  const of = eq(runDevices.runId, runId);
  const rows = await ctx.db
    .select({
      row: runDevices,
      device: { id: devices.id, name: devices.name, address: devices.address, port: devices.port },
      platform: devices.platform,
      number: configVersions.number,
    })
    .from(runDevices)
    .innerJoin(devices, eq(devices.id, runDevices.deviceId))
    .leftJoin(configVersions, eq(configVersions.id, runDevices.versionId))
    .where(states ? and(of, inArray(runDevices.state, [...states])) : of)
    .orderBy(asc(sql`lower(${devices.name})`))
    .limit(runDevicesMax);
  return {
    counts: await countStates(ctx, runId),
    devices: rows.map(({ row, device, platform, number }) => ({
      device,
      platform,
      state: row.state,
      startedAt: row.startedAt,
      endedAt: row.endedAt,
      version: row.versionId && number !== null ? { id: row.versionId, number } : null,
      failure: row.failure as CaptureFailure | null,
    })),
  };
}

async function countStates(ctx: Context, runId: string): Promise<Record<RunDeviceState, number>> {
  const { runDevices } = tables;
  const rows = await ctx.db
    .select({ state: runDevices.state, count: count() })
    .from(runDevices)
    .where(eq(runDevices.runId, runId))
    .groupBy(runDevices.state);
  const none = { waiting: 0, collecting: 0, kept: 0, unchanged: 0, quarantined: 0, failed: 0 };
  return { ...none, ...Object.fromEntries(rows.map(({ state, count }) => [state, count])) };
}
