import { cache } from "react";
import type { ProtectedDevice } from "#lib/alarms";
import type { Context } from "#lib/context";
import { findDevice } from "#lib/inventory";
import type { Device } from "#lib/inventory/schema";
import { findNumbered, listCaptures, listVersions } from "#lib/versions";
import type { CaptureSummary, ConfigVersion } from "#lib/versions/schema";
import { requireViewer } from "../../guard.ts";
import { protectionOfAll } from "../../reads.tsx";
import { attemptsShown, type PageState, versionsLimit } from "./list-state.ts";

/** What the parts of the page of one device are made of. */
export interface DevicePageFacts {
  ctx: Context;
  device: Device;
  judged: Pick<ProtectedDevice, "protection" | "lastGoodAt" | "objectiveMs" | "plan">;
  /** The newest ones, newest first. */
  versions: ConfigVersion[];
  /** What the device says now; `null`: no text of it may be relied on. */
  active: ConfigVersion | null;
  /** Put aside, and waiting for a person; `null`: none does. */
  waiting: ConfigVersion | null;
  /** The one that is read; `null`: there is none, or none of that number. */
  shown: ConfigVersion | null;
  /** The last attempts, newest first. */
  captures: CaptureSummary[];
}

export const deviceNow = cache(async (idOrName: string) => {
  const ctx = await requireViewer();
  return { ctx, device: await findDevice(ctx, idOrName) };
});

/** How well the device is protected; paused where nobody has judged it yet. */
export async function judgedDevice(ctx: Context, device: Device) {
  const { devices } = await protectionOfAll(ctx);
  const judged = devices.find((each) => each.device.id === device.id);
  return (
    judged ?? { protection: "paused" as const, lastGoodAt: null, objectiveMs: null, plan: null }
  );
}

export async function readDevicePage(
  ctx: Context,
  device: Device,
  state: PageState,
): Promise<DevicePageFacts> {
  const deviceId = device.id;
  const versions = await listVersions(ctx, { deviceId });
  const captures = await listCaptures(ctx, { deviceId, limit: attemptsShown });
  const active = versions.find((version) => version.state === "active") ?? null;
  const waiting = versions.find(isWaiting) ?? null;
  const shown =
    state.version === undefined
      ? (active ?? versions[0] ?? null)
      : (versions.find(({ number }) => number === state.version) ??
        (await findNumbered(ctx, { deviceId, number: state.version })));
  const judged = await judgedDevice(ctx, device);
  return { ctx, device, judged, versions, active, waiting, shown, captures };
}

function isWaiting({ state, supersededAt }: ConfigVersion): boolean {
  return state === "quarantined" && supersededAt === null;
}

/** One part of the list of versions, and how many there are: their numbers have no gap. */
export async function readVersionList(
  { ctx, device, versions }: DevicePageFacts,
  offset: number,
): Promise<{ total: number; part: ConfigVersion[] }> {
  const total = versions[0]?.number ?? 0;
  const limit = versionsLimit;
  const part = await listVersions(ctx, { deviceId: device.id, offset, limit });
  return { total, part };
}
