import { z } from "zod";
import { addressWith, Offset } from "../list-state.ts";

/** As many lines of the trail are on one page. */
export const linesOnPage = 50;

/** What the address says of the list; anything else in it is ignored. */
export const TrailQuery = z.object({
  action: z.string().max(64).optional().catch(undefined),
  subject: z.string().max(64).optional().catch(undefined),
  q: z.string().max(200).optional().catch(undefined),
  offset: Offset,
});
export type TrailQuery = z.infer<typeof TrailQuery>;

/** The address of the same list from another line on. */
export function trailAddress({ action, subject, q }: TrailQuery, offset: number): string {
  return addressWith("/activity", { action, subject, q, offset });
}
