import { z } from "zod";
import { type Protection, protectionLooks } from "#components/status";
import type { Device } from "#lib/inventory/schema";
import { platformIds } from "#lib/platforms/schema";
import type { DeviceRecord } from "#lib/versions/schema";
import {
  addressWith,
  isShown,
  names,
  Offset,
  Turned,
  unknownPlatform,
  Wanted,
  Word,
} from "../list-state.ts";

/** Devices on one page of the list. */
export const listLimit = 50;

const sorts = ["state", "name", "copy", "change"] as const;
export type DeviceSort = (typeof sorts)[number];

/** States that the list can be narrowed to, with their words. */
export const stateWords = {
  attention: "Need attention",
  unprotected: protectionLooks.unprotected.word,
  stale: protectionLooks.stale.word,
  protected: protectionLooks.protected.word,
  paused: protectionLooks.paused.word,
  quarantined: "Quarantined",
  failed: "Last attempt failed",
} as const;
type StateFilter = keyof typeof stateWords;
const states = Object.keys(stateWords) as [StateFilter, ...StateFilter[]];

/** What of the list is shown, as its address says; anything else in there is ignored. */
export const ListState = z.object({
  q: Wanted,
  state: z.enum(states).optional().catch(undefined),
  tag: Word,
  site: Word,
  platform: z
    .enum([...platformIds, unknownPlatform])
    .optional()
    .catch(undefined),
  /** A credential's id. */
  credential: Word,
  enabled: z.enum(["yes", "no"]).optional().catch(undefined),
  sort: z.enum(sorts).catch("state"),
  /** The sort turned round. */
  turned: Turned,
  offset: Offset,
});
export type ListState = z.infer<typeof ListState>;

/** Address of the list with something of its state changed; paging starts anew unless it is that. */
export function listAddress(state: Partial<ListState>, change: Partial<ListState> = {}): string {
  const next = { ...state, offset: 0, ...change };
  const { q, tag, site, platform, credential, enabled, sort, turned, offset } = next;
  const order = { sort: sort === "state" ? undefined : sort, turned, offset };
  const narrowed = { q, state: next.state, tag, site, platform, credential, enabled };
  return addressWith("/devices", { ...narrowed, ...order });
}

/** Whether anything but order and page is set. */
export function isNarrowed(state: ListState): boolean {
  const { q, tag, site, platform, credential, enabled } = state;
  return [q, state.state, tag, site, platform, credential, enabled].some(Boolean);
}

/** One device with all that a list judges it by. */
export interface DeviceLine {
  device: Device;
  /** `null`: nothing was ever tried. */
  record: DeviceRecord | null;
  protection: Protection;
  /** `null`: no text of it may be relied on. */
  lastGoodAt: Date | null;
}

export const needsAttention = ({ protection }: Pick<DeviceLine, "protection">): boolean =>
  protection === "unprotected" || protection === "stale";

/** The lines that a state lets through, in its order. */
export function linesOf(all: readonly DeviceLine[], state: ListState): DeviceLine[] {
  const lines = all.filter((line) => passes(line, state)).sort(orders[state.sort]);
  return state.turned ? lines.reverse() : lines;
}

function passes({ device, ...line }: DeviceLine, state: ListState): boolean {
  const { credential, enabled } = state;
  return (
    isShown(device, state) &&
    (!credential || device.credential.id === credential) &&
    (!enabled || device.enabled === (enabled === "yes")) &&
    (!state.state || isIn({ device, ...line }, state.state))
  );
}

function isIn(line: DeviceLine, state: StateFilter): boolean {
  if (state === "attention") return needsAttention(line);
  if (state === "quarantined") return (line.record?.quarantined ?? 0) > 0;
  if (state === "failed") return line.record?.last?.outcome === "failed";
  return line.protection === state;
}

const rank: Record<Protection, number> = { unprotected: 0, stale: 1, protected: 2, paused: 3 };
const byName = (a: DeviceLine, b: DeviceLine) => names.compare(a.device.name, b.device.name);
const byCopy = (a: DeviceLine, b: DeviceLine) =>
  (a.lastGoodAt?.getTime() ?? 0) - (b.lastGoodAt?.getTime() ?? 0);
/** What waits for a person comes before what is well. */
const calm = ({ record }: DeviceLine) =>
  record && (record.quarantined > 0 || record.last?.outcome === "failed") ? 0 : 1;
const changed = ({ record }: DeviceLine) => record?.active?.firstSeenAt.getTime() ?? 0;

/** Each order's natural direction: worst, A, oldest copy and newest change first. */
const orders: Record<DeviceSort, (a: DeviceLine, b: DeviceLine) => number> = {
  state: (a, b) =>
    rank[a.protection] - rank[b.protection] ||
    calm(a) - calm(b) ||
    (needsAttention(a) ? byCopy(a, b) : 0) ||
    byName(a, b),
  name: byName,
  copy: (a, b) => byCopy(a, b) || byName(a, b),
  change: (a, b) => changed(b) - changed(a) || byName(a, b),
};
