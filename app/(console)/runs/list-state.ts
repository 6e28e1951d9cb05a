import { z } from "zod";
import { runStates, runTriggers } from "#lib/runs/schema";
import { addressWith, Offset } from "../list-state.ts";

/** As many runs as one page lists. */
export const runsOnPage = 50;

/** The state of the list, as it stands in the address; what makes no sense there is left out. */
export const RunsQuery = z.object({
  plan: z.string().optional().catch(undefined),
  state: z.enum(runStates).optional().catch(undefined),
  trigger: z.enum(runTriggers).optional().catch(undefined),
  offset: Offset,
});
export type RunsQuery = z.infer<typeof RunsQuery>;

/** The address of the list in another state. */
export function runsAddress({ plan, state, trigger, offset }: Partial<RunsQuery>): string {
  return addressWith("/runs", { plan, state, trigger, offset });
}
