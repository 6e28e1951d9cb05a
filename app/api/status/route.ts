import { readProtection } from "#lib/alarms";
import { readStatus } from "#lib/runs";
import { signedIn } from "../guard.ts";

/** How things stand: worker, plans, protection, open runs. */
export const GET = signedIn(async ({ ctx }) => {
  return Response.json(await readStatus(ctx, await readProtection(ctx)));
});
