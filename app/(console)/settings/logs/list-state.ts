import { z } from "zod";
import { logParts } from "#lib/access/schema";

/** What the address says of the lines; anything else in it is ignored. */
export const LogsQuery = z.object({
  part: z.enum(logParts).optional().catch(undefined),
  level: z.enum(["info", "warn", "error"]).optional().catch(undefined),
  q: z.string().max(200).optional().catch(undefined),
});
