import { z } from "zod";
import type { Device } from "#lib/inventory/schema";

/** Text that is looked for in a list. */
export const Wanted = z.string().trim().max(100).catch("");
/** A word that a list is narrowed to; what cannot be one is ignored. */
export const Word = z.string().trim().min(1).max(64).optional().catch(undefined);
/** Present where an order is turned round. */
export const Turned = z.literal("1").optional().catch(undefined);
/** The first line shown, counted from 0. */
export const Offset = z.coerce.number().int().min(0).catch(0);

/**
 * The address of a place with so much of its state. What is absent, empty or 0 is left out: a place
 * without it is the same.
 */
export function addressWith(
  pathname: string,
  state: Record<string, string | number | undefined>,
): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(state)) {
    if (value) search.set(name, String(value));
  }
  const text = search.toString();
  return text ? `${pathname}?${text}` : pathname;
}

/** Stands in the address for a platform that is not known yet. */
export const unknownPlatform = "unknown";

/** What lists of devices, and of their texts, are narrowed by alike. */
interface Narrowing {
  /** Part of a name, an address, a site, a note or a tag, whatever the case. */
  q: string;
  tag?: string | undefined;
  site?: string | undefined;
  platform?: string | undefined;
}

/** Whether a list that is narrowed so shows a device. */
export function isShown(device: Device, { q, tag, site, platform }: Narrowing): boolean {
  const wanted = q.toLowerCase();
  const texts = [device.name, device.address, device.site, device.notes, ...device.tags];
  return (
    texts.some((text) => text.toLowerCase().includes(wanted)) &&
    (!tag || device.tags.includes(tag.toLowerCase())) &&
    (!site || device.site === site) &&
    (!platform || (device.platform ?? unknownPlatform) === platform)
  );
}

/** The usual order of names: leaf-2 before leaf-10. */
export const names = new Intl.Collator("en", { numeric: true });
