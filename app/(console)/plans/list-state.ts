import { z } from "zod";
import { planTypes } from "#lib/plans/schema";

/** Plans on one page of the list. */
export const listLimit = 50;

const sorts = ["state", "name", "copy", "next"] as const;
export type PlanSort = (typeof sorts)[number];
export const protectionStates = ["unprotected", "stale", "protected", "paused"] as const;

/** What of the list is shown, as its address says; anything else in there is ignored. */
const ListState = z.object({
  q: z.string().trim().max(100).catch(""),
  type: z.enum(planTypes).optional().catch(undefined),
  state: z.enum(protectionStates).optional().catch(undefined),
  sort: z.enum(sorts).catch("state"),
  /** The sort turned round. */
  turned: z.literal("1").optional().catch(undefined),
  offset: z.coerce.number().int().min(0).catch(0),
});
export type ListState = z.infer<typeof ListState>;

export function readListState(search: Record<string, string | string[] | undefined>): ListState {
  return ListState.parse(search);
}

/** Address of the list with something of its state changed; paging starts anew unless it is that. */
export function listAddress(state: ListState, change: Partial<ListState>): string {
  const next = { ...state, offset: 0, ...change };
  const search = new URLSearchParams();
  if (next.q) search.set("q", next.q);
  if (next.type) search.set("type", next.type);
  if (next.state) search.set("state", next.state);
  if (next.sort !== "state") search.set("sort", next.sort);
  if (next.turned) search.set("turned", next.turned);
  if (next.offset > 0) search.set("offset", String(next.offset));
  const text = search.toString();
  return text ? `/plans?${text}` : "/plans";
}
