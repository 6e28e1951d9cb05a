import type { CauseName } from "#lib/failures";
import type { ProtectedDevice } from "./devices.ts";

/** Devices without a fresh copy for one and the same reason. */
export interface DeviceCause {
  /**
   * The cause of their newest attempt's failure; `quarantined`: what they gave was put aside;
   * `never`: they were not reached yet; `late`: not since their last good copy.
   */
  reason: CauseName | "quarantined" | "never" | "late";
  protection: ProtectedDevice["protection"];
  /** The oldest copy first; a device without any is older than all. */
  devices: [ProtectedDevice, ...ProtectedDevice[]];
}

/** The devices that need attention by their reason; the group with the oldest copy first. */
export function causesOfDevices(devices: readonly ProtectedDevice[]): DeviceCause[] {
  const bad = devices
    .filter(({ protection }) => protection === "stale" || protection === "unprotected")
    .toSorted((a, b) => goodMs(a) - goodMs(b));
  const groups = Map.groupBy(bad, (each) => `${each.protection} ${reasonOf(each)}`);
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    const { protection } = first;
    return [{ reason: reasonOf(first), protection, devices: [first, ...others] }];
  });
}

function goodMs({ lastGoodAt }: ProtectedDevice): number {
  return lastGoodAt?.getTime() ?? 0;
}

function reasonOf({ quarantined, failure, lastGoodAt }: ProtectedDevice): DeviceCause["reason"] {
  if (failure) return failure.cause;
  if (quarantined > 0) return "quarantined";
  return lastGoodAt ? "late" : "never";
}
