import type { Context } from "#lib/context";
import { fail, plural } from "#lib/failures";
import { type Device, listDevices, selectDevices } from "#lib/inventory";
import type { PlanSource } from "#lib/plans/schema";
import { sourcePlace } from "#lib/plans/schema";
import type { Trial } from "#lib/sources";

/** A list of devices as a plan has it. */
export type DevicesSource = Pick<Extract<PlanSource, { kind: "devices" }>, "kind" | "config">;

/**
 * The enabled devices that a plan takes, by name.
 *
 * @throws Failure `no-device-matches` when the plan chooses some and there is none of them
 */
export async function chosenDevices(ctx: Context, source: DevicesSource): Promise<Device[]> {
  const { select } = source.config;
  const devices = await selectDevices(ctx, select);
  if (devices.length === 0 && !("all" in select)) {
    throw fail("no-device-matches", { chosen: sourcePlace(source) });
  }
  return devices;
}

/** Names in a plan that no enabled device has. */
export function absentNames({ config }: DevicesSource, devices: readonly Device[]): string[] {
  if (!("names" in config.select)) return [];
  const present = new Set(devices.map(({ name }) => name.toLowerCase()));
  return config.select.names.filter((name) => !present.has(name.toLowerCase()));
}

/** What a run would find at a choice of devices; none of them is contacted. */
export async function tryDevices(ctx: Context, source: DevicesSource): Promise<Trial> {
  const devices = await chosenDevices(ctx, source);
  const all = await listDevices(ctx);
  const sentence =
    all.length === 0
      ? "There is no device yet; those that are added are taken from then on."
      : `${plural(devices.length, "device")} of ${all.length}.`;
  return { sentence, entries: devices.length, bytes: null };
}
