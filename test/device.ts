import { onTestFinished } from "vitest";
import { findPlatform } from "#lib/platforms";
import { type DeviceFaults, openDevice, type TestDevice } from "./device-server.ts";

export { type DeviceFaults, hostKeyNamed, type TestDevice } from "./device-server.ts";

/** A device of a platform on this machine; stopped when the test has finished. */
export async function startDevice(id: string, faults: DeviceFaults = {}): Promise<TestDevice> {
  const device = await openDevice(id, faults);
  onTestFinished(device.stop);
  return device;
}

/** A target for a device on this machine; its password is `right`, its enable password `up`. */
export function targetOf(id: string, { port }: { port: number }) {
  const platform = findPlatform(id);
  if (!platform) throw new Error(`There is no platform ${id}.`);
  return {
    address: "127.0.0.1",
    port,
    platform,
    hostKey: null,
    legacy: [] as string[],
    login: {
      user: "ada",
      password: "right" as string | null,
      enable: "up" as string | null,
      privateKey: null as string | null,
      passphrase: null,
    },
    allowLoopback: true,
    last: null,
  };
}
