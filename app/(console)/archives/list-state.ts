import { z } from "zod";

/** As many archives as one page lists. */
export const archivesOnPage = 50;

/** Views of the list; without one, all archives that are kept. */
export const archiveViews = ["good", "flagged", "partial", "damaged", "let-go"] as const;

/** The state of the list, as it stands in the address; what makes no sense there is left out. */
export const ArchivesQuery = z.object({
  view: z.enum(archiveViews).optional().catch(undefined),
  plan: z.string().optional().catch(undefined),
  offset: z.coerce.number().int().min(0).catch(0),
});
export type ArchivesQuery = z.infer<typeof ArchivesQuery>;

/** The address of the list in another state. */
export function archivesAddress({ view, plan, offset }: Partial<ArchivesQuery>): string {
  const params = new URLSearchParams();
  if (view) params.set("view", view);
  if (plan) params.set("plan", plan);
  if (offset) params.set("offset", String(offset));
  const text = params.toString();
  return text ? `/archives?${text}` : "/archives";
}
