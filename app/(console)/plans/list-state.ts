import { z } from "zod";
import { planTypes } from "#lib/plans/schema";
import { addressWith, Offset, Turned, Wanted } from "../list-state.ts";

/** Plans on one page of the list. */
export const listLimit = 50;

const sorts = ["state", "name", "copy", "next"] as const;
export type PlanSort = (typeof sorts)[number];
export const protectionStates = ["unprotected", "stale", "protected", "paused"] as const;

/** What of the list is shown, as its address says; anything else in there is ignored. */
const ListState = z.object({
  q: Wanted,
  type: z.enum(planTypes).optional().catch(undefined),
  state: z.enum(protectionStates).optional().catch(undefined),
  sort: z.enum(sorts).catch("state"),
  /** The sort turned round. */
  turned: Turned,
  offset: Offset,
});
export type ListState = z.infer<typeof ListState>;

export function readListState(search: Record<string, string | string[] | undefined>): ListState {
  return ListState.parse(search);
}

/** Address of the list with something of its state changed; paging starts anew unless it is that. */
export function listAddress(state: ListState, change: Partial<ListState>): string {
  const { q, type, sort, turned, offset, ...next } = { ...state, offset: 0, ...change };
  const order = { sort: sort === "state" ? undefined : sort, turned, offset };
  return addressWith("/plans", { q, type, state: next.state, ...order });
}
