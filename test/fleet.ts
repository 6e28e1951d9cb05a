import type { Context } from "#lib/context";
import { createCredential, createDevice, type Device, type DeviceInputGiven } from "#lib/inventory";
import { createPlan, type Plan } from "#lib/plans";
import { type DeviceFaults, startDevice, type TestDevice } from "./device.ts";
import { testKey } from "./key.ts";

/** Devices of an installation, each a real SSH server on this machine. */
export interface Fleet {
  credentialId: string;
  /** Starts a device and adds it to the installation; its platform is `cisco-ios`. */
  add(
    name: string,
    faults?: DeviceFaults,
    more?: Partial<DeviceInputGiven>,
  ): Promise<{ device: Device; seen: TestDevice }>;
  /** A plan of devices alone. */
  plan(select?: Parameters<typeof planOfDevices>[1]): Promise<Plan>;
}

export async function fleetOf(ctx: Context): Promise<Fleet> {
  const lab = { name: "lab", username: "ada", password: "right", enable: "up" };
  const { id: credentialId } = await createCredential(ctx, lab, testKey);
  return {
    credentialId,
    async add(name, faults = {}, more = {}) {
      const platform = more.platform ?? "cisco-ios";
      const seen = await startDevice(platform, faults);
      const at = { address: "127.0.0.1", port: seen.port };
      const given = { name, ...at, platform, credentialId, ...more };
      return { device: await createDevice(ctx, given), seen };
    },
    plan: (select) => planOfDevices(ctx, select),
  };
}

type Selection = { all: true } | { tags: string[] } | { sites: string[] } | { names: string[] };

function planOfDevices(ctx: Context, select: Selection = { all: true }): Promise<Plan> {
  return createPlan(ctx, {
    name: "fleet",
    type: "config",
    schedule: { every: "day", at: "02:00" },
    timeZone: "UTC",
    retention: {},
    sources: [{ kind: "devices", config: { select } }],
  });
}
