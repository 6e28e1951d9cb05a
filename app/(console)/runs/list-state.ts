import { z } from "zod";
import { runStates, runTriggers } from "#lib/runs/schema";

/** As many runs as one page lists. */
export const runsOnPage = 50;

/** The state of the list, as it stands in the address; what makes no sense there is left out. */
export const RunsQuery = z.object({
  plan: z.string().optional().catch(undefined),
  state: z.enum(runStates).optional().catch(undefined),
  trigger: z.enum(runTriggers).optional().catch(undefined),
  offset: z.coerce.number().int().min(0).catch(0),
});
export type RunsQuery = z.infer<typeof RunsQuery>;

/** The address of the list in another state. */
export function runsAddress(query: Partial<RunsQuery>): string {
  const params = new URLSearchParams();
  for (const name of ["plan", "state", "trigger"] as const) {
    const value = query[name];
    if (value) params.set(name, value);
  }
  if (query.offset) params.set("offset", String(query.offset));
  const text = params.toString();
  return text ? `/runs?${text}` : "/runs";
}
