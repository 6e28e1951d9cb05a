import { z } from "zod";
import { type Protection, versionLooks } from "#components/status";
import type { Device } from "#lib/inventory/schema";
import { platformIds } from "#lib/platforms/schema";
import type { ConfigVersion } from "#lib/versions/schema";
import { addressWith, isShown, names, Offset, Turned, Wanted, Word } from "../list-state.ts";

/** Configurations on one page of the list. */
export const listLimit = 50;

const sorts = ["state", "name", "copy", "change"] as const;
export type ConfigSort = (typeof sorts)[number];

/** States that the list can be narrowed to, with their words. */
export const stateWords = {
  active: versionLooks.active.word,
  quarantined: versionLooks.quarantined.word,
  none: "No copy yet",
  hand: "Added by hand",
  past: versionLooks.past.word,
} as const;
type StateFilter = keyof typeof stateWords;
const states = Object.keys(stateWords) as [StateFilter, ...StateFilter[]];

/** What of the list is shown, as its address says; anything else in there is ignored. */
export const ListState = z.object({
  q: Wanted,
  state: z.enum(states).optional().catch(undefined),
  tag: Word,
  site: Word,
  platform: z.enum(platformIds).optional().catch(undefined),
  sort: z.enum(sorts).catch("state"),
  /** The sort turned round. */
  turned: Turned,
  offset: Offset,
});
export type ListState = z.infer<typeof ListState>;

/** Address of the list with something of its state changed; paging starts anew unless it is that. */
export function listAddress(state: Partial<ListState>, change: Partial<ListState> = {}): string {
  const next = { ...state, offset: 0, ...change };
  const { q, tag, site, platform, sort, turned, offset } = next;
  const order = { sort: sort === "state" ? undefined : sort, turned, offset };
  return addressWith("/configs", { q, state: next.state, tag, site, platform, ...order });
}

/** One text of a device, or a device that gave none yet. */
export interface ConfigLine {
  device: Device;
  /** `null`: there is no copy of it. */
  version: ConfigVersion | null;
  protection: Protection;
}

/** The devices whose versions are shown, whatever their state. */
export function devicesOf(
  all: readonly Device[],
  state: Pick<ListState, "q" | "tag" | "site" | "platform">,
): Device[] {
  return all.filter((device) => isShown(device, state));
}

/** The lines that a state lets through, in its order. */
export function linesOf(all: readonly ConfigLine[], state: ListState): ConfigLine[] {
  const devices = new Set(
    devicesOf(
      all.map(({ device }) => device),
      state,
    ),
  );
  const lines = all
    .filter((line) => devices.has(line.device) && isIn(line, state.state))
    .sort(orders[state.sort]);
  return state.turned ? lines.reverse() : lines;
}

function isIn({ version }: ConfigLine, state: StateFilter | undefined): boolean {
  if (state === undefined) return true;
  if (state === "none") return version === null;
  if (state === "hand") return version?.origin === "hand";
  return version?.state === state;
}

const byName = (a: ConfigLine, b: ConfigLine) => names.compare(a.device.name, b.device.name);
const seen = ({ version }: ConfigLine) => version?.lastSeenAt.getTime() ?? 0;
const begun = ({ version }: ConfigLine) => version?.firstSeenAt.getTime() ?? 0;
const protections: Record<Protection, number> = {
  unprotected: 0,
  stale: 1,
  protected: 2,
  paused: 3,
};

/** What waits for a person, then what is missing, then what is old. */
function rank({ version, protection }: ConfigLine): number {
  if (version?.state === "quarantined") return 0;
  return version ? 2 + protections[protection] : 1;
}

/** Each order's natural direction: worst, A, oldest copy and newest change first. */
const orders: Record<ConfigSort, (a: ConfigLine, b: ConfigLine) => number> = {
  state: (a, b) => rank(a) - rank(b) || byName(a, b),
  name: byName,
  copy: (a, b) => seen(a) - seen(b) || byName(a, b),
  change: (a, b) => begun(b) - begun(a) || byName(a, b),
};
