import { and, eq } from "drizzle-orm";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { tables } from "#lib/db";
import { findPlatform, type Platform } from "#lib/platforms";
import { present, readDevices } from "./rows.ts";
import type { Device, DeviceSelector } from "./schema.ts";

const byName = new Intl.Collator("en", { numeric: true });

/** What a list of devices is narrowed to; what is absent narrows nothing. */
export interface DeviceFilter {
  /** Part of a name, an address, a site or a note, whatever the case. */
  search?: string;
  tag?: string;
  site?: string;
  /** A platform's id; `null`: those whose platform is not known yet. */
  platform?: string | null;
  credentialId?: string;
  enabled?: boolean;
}

/** Every device that a filter lets through, by name. */
export async function listDevices(ctx: Context, filter: DeviceFilter = {}): Promise<Device[]> {
  allow(ctx, "device:read");
  const devices = await readDevices(ctx.db, present);
  return devices
    .filter((device) => passes(device, filter))
    .sort((a, b) => byName.compare(a.name, b.name));
}

/** A device by its id, else one by its name, whatever the case. */
export async function findDevice(ctx: Context, idOrName: string): Promise<Device | null> {
  allow(ctx, "device:read");
  const [byId] = await readDevices(ctx.db, and(eq(tables.devices.id, idOrName), present));
  if (byId) return byId;
  const wanted = idOrName.normalize("NFC").toLowerCase();
  const devices = await readDevices(ctx.db, present);
  return devices.find(({ name }) => name.toLowerCase() === wanted) ?? null;
}

/** The enabled devices that a plan takes, by name. */
export async function selectDevices(ctx: Context, selector: DeviceSelector): Promise<Device[]> {
  const devices = await listDevices(ctx, { enabled: true });
  return devices.filter((device) => isSelected(device, selector));
}

/** How a device is talked with; `null`: it has yet to be recognised. */
export function platformOf({ platform }: Pick<Device, "platform">): Platform | null {
  return platform && findPlatform(platform);
}

/** Words in use: tags and sites, each with how many of the devices have it. */
export function deviceWords(devices: readonly Device[]): {
  tags: Map<string, number>;
  sites: Map<string, number>;
} {
  const sites = devices.map(({ site }) => site).filter((site) => site !== "");
  return { tags: counted(devices.flatMap(({ tags }) => tags)), sites: counted(sites) };
}

function passes(device: Device, filter: DeviceFilter): boolean {
  const { search, tag, site, platform, credentialId, enabled } = filter;
  const has = (text: string) => text.toLowerCase().includes(search?.toLowerCase() ?? "");
  return (
    (!search || [device.name, device.address, device.site, device.notes].some(has)) &&
    (tag === undefined || device.tags.includes(tag.toLowerCase())) &&
    (site === undefined || device.site === site) &&
    (platform === undefined || device.platform === platform) &&
    (credentialId === undefined || device.credential.id === credentialId) &&
    (enabled === undefined || device.enabled === enabled)
  );
}

/** Whether a plan that takes devices in this way takes that one. */
export function isSelected(device: Device, selector: DeviceSelector): boolean {
  if ("tags" in selector) return selector.tags.some((tag) => device.tags.includes(tag));
  if ("sites" in selector) return selector.sites.includes(device.site);
  if ("names" in selector) {
    return selector.names.some((name) => name.toLowerCase() === device.name.toLowerCase());
  }
  return selector.all;
}

function counted(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return new Map([...counts].sort(([a], [b]) => byName.compare(a, b)));
}
