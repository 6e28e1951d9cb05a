import { platformNames } from "#lib/platforms/schema";
import type { WantedDevice } from "./devices.ts";

/** A device as lines that can be compared; what is empty is said as nothing. */
export function describeDevice(device: WantedDevice): Map<string, string> {
  const { platform, limits, tags = [], legacy = [] } = device;
  const { silentSeconds, commandSeconds } = limits ?? {};
  return new Map([
    ["address", device.address],
    ["port", String(device.port ?? 22)],
    ["platform", platform ? platformNames[platform] : "detected at first contact"],
    ["credential", device.credential],
    ["host key", device.hostKey ?? "pinned at first contact"],
    ["tags", [...tags].sort().join(", ")],
    ["site", device.site ?? ""],
    ["notes", device.notes ?? ""],
    ["enabled", device.enabled === false ? "no" : "yes"],
    ["legacy algorithms", legacy.join(", ")],
    ["silent limit", silentSeconds ? `${silentSeconds} s` : ""],
    ["command limit", commandSeconds ? `${commandSeconds} s` : ""],
  ]);
}
