import { z } from "zod";
import { archiveStates } from "#lib/runs/schema";
import { addressWith, Offset } from "../list-state.ts";

/** As many archives as one page lists. */
export const archivesOnPage = 50;

/** The state of the list, without a view all archives that are kept, as it stands in the address; what makes no sense there is left out. */
export const ArchivesQuery = z.object({
  view: z.enum(archiveStates).optional().catch(undefined),
  plan: z.string().optional().catch(undefined),
  offset: Offset,
});
export type ArchivesQuery = z.infer<typeof ArchivesQuery>;

/** The address of the list in another state. */
export function archivesAddress({ view, plan, offset }: Partial<ArchivesQuery>): string {
  return addressWith("/archives", { view, plan, offset });
}
