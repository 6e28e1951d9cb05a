import type { Context } from "#lib/context";
import { visibleName } from "#lib/entries";
import { listRunDevices } from "#lib/runs";
import type { RunDetail, RunDevice, RunMessage } from "#lib/runs/schema";
import { devicesNow } from "../../../reads.tsx";
import { causeTitle } from "../../words.ts";

/** Devices to which the same happened for the same reason. */
export interface DeviceGroup {
  key: string;
  title: string;
  state: RunDevice["state"];
  cause: string | null;
  /** The next step of a failure; empty where all is well. */
  next: string;
  devices: RunDevice[];
  /** What its devices sign in with now, each with one that does; a device may be gone since. */
  credentials: { name: string; deviceId: string }[];
}

export interface RunDevices {
  devices: RunDevice[];
  counts: Record<RunDevice["state"], number>;
  groups: DeviceGroup[];
}

/** How the devices of a run stand; `null` for a run without any. */
export async function readRunDevices(ctx: Context, run: RunDetail): Promise<RunDevices | null> {
  const { devices, counts } = await listRunDevices(ctx, { runId: run.id });
  if (devices.length === 0) return null;
  const credentials = new Map((await devicesNow(ctx)).map((each) => [each.id, each.credential]));
  return { devices, counts, groups: groupsOf(devices, credentials) };
}

const order: RunDevice["state"][] = [
  "failed",
  "quarantined",
  "kept",
  "unchanged",
  "collecting",
  "waiting",
];

/** What went wrong first, and what concerns most devices before the rest. */
export function groupsOf(
  devices: readonly RunDevice[],
  credentials: ReadonlyMap<string, { id: string; name: string }>,
): DeviceGroup[] {
  const groups = Map.groupBy(devices, ({ state, failure }) => `${state} ${failure?.cause ?? ""}`);
  return [...groups]
    .flatMap(([key, members]): DeviceGroup[] => {
      const [first] = members;
      if (!first) return [];
      const { state, failure } = first;
      const cause = failure?.cause ?? null;
      const title = cause ? causeTitle(cause) : titles[state];
      const next = failure?.next ?? "";
      const own = credentialsOf(members, credentials);
      return [{ key, title, state, cause, next, devices: members, credentials: own }];
    })
    .sort(
      (a, b) =>
        order.indexOf(a.state) - order.indexOf(b.state) || b.devices.length - a.devices.length,
    );
}

function credentialsOf(
  members: readonly RunDevice[],
  credentials: ReadonlyMap<string, { id: string; name: string }>,
): DeviceGroup["credentials"] {
  const found = new Map<string, DeviceGroup["credentials"][number]>();
  for (const { device } of members) {
    const credential = credentials.get(device.id);
    if (!credential || found.has(credential.id)) continue;
    found.set(credential.id, { name: visibleName(credential.name), deviceId: device.id });
  }
  return [...found.values()];
}

const titles: Record<RunDevice["state"], string> = {
  failed: "Failed",
  quarantined: "Quarantined",
  kept: "Kept, changed",
  unchanged: "Kept, unchanged",
  collecting: "Collecting",
  waiting: "Waiting",
};

/** The warnings of a run that are not told by its devices already. */
export function otherWarnings(
  warnings: readonly RunMessage[],
  devices: readonly RunDevice[],
): RunMessage[] {
  const told = new Set(
    devices.map(({ device, failure, state }) => {
      return `${visibleName(device.name)} ${state === "quarantined" ? state : failure?.cause}`;
    }),
  );
  return warnings.filter(({ subject, cause }) => !told.has(`${subject} ${cause}`));
}
