import { cache } from "react";
import type { ProtectedDevice } from "#lib/alarms";
import type { Context } from "#lib/context";
import { findDevice } from "#lib/inventory";
import type { Device } from "#lib/inventory/schema";
import {
  findVersions,
  listCaptures,
  listVersions,
  openVersions,
  versionWindow,
} from "#lib/versions";
import type { CaptureSummary, ConfigVersion, VersionWindow } from "#lib/versions/schema";
import { requireViewer } from "../../guard.ts";
import { protectionOfAll } from "../../reads.tsx";
import { attemptsShown, type PageState, versionsLimit } from "./list-state.ts";

/** What the parts of the page of one device are made of. */
export interface DevicePageFacts {
  ctx: Context;
  device: Device;
  judged: Pick<ProtectedDevice, "protection" | "lastGoodAt" | "objectiveMs" | "plan">;
  /** Those around the one that is read, newest first. */
  versions: ConfigVersion[];
  /** As many it has altogether. */
  versionsTotal: number;
  /** Where the picker finds all others. */
  otherVersions: VersionWindow["parts"];
  /** What the device says now; `null`: no text of it may be relied on. */
  active: ConfigVersion | null;
  /** Put aside, and waiting for a person; `null`: none does. */
  waiting: ConfigVersion | null;
  /** The one that is read; `null`: there is none, or none of that number. */
  shown: ConfigVersion | null;
  /** `blame`: with the version that brought each line. */
  view: PageState["view"];
  /** The last attempts, newest first. */
  captures: CaptureSummary[];
  /** The versions that they gave, in no order. */
  captured: ConfigVersion[];
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
  const { active, waiting } = await openVersions(ctx, { deviceId });
  const around = state.version ?? active?.number;
  const window = await versionWindow(ctx, { deviceId, around });
  const { versions, total: versionsTotal, parts: otherVersions } = window;
  const captures = await listCaptures(ctx, { deviceId, limit: attemptsShown });
  const shown =
    state.version === undefined
      ? (active ?? versions[0] ?? null)
      : (versions.find(({ number }) => number === state.version) ?? null);
  const judged = await judgedDevice(ctx, device);
  const ids = new Set(captures.flatMap(({ versionId }) => versionId ?? []));
  const captured = await findVersions(ctx, [...ids]);
  const known = {
    versions,
    versionsTotal,
    otherVersions,
    active,
    waiting,
    shown,
    view: state.view,
  };
  return { ctx, device, judged, ...known, captures, captured };
}

/** One part of the list of versions, and how many there are. */
export async function readVersionList(
  { ctx, device, versionsTotal: total }: DevicePageFacts,
  offset: number,
): Promise<{ total: number; part: ConfigVersion[] }> {
  const limit = versionsLimit;
  const part = await listVersions(ctx, { deviceId: device.id, offset, limit });
  return { total, part };
}
