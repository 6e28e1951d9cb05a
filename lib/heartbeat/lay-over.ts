import { eq } from "drizzle-orm";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { tables } from "#lib/db";
import type { InstallationKey } from "#lib/secrets";
import { checkHeartbeat, openAddress } from "./stored.ts";

/** What setting a heartbeat would change; addresses are compared, never shown. */
export interface LaidHeartbeat {
  /** The address that is wanted; `null`: none any more. */
  address: string | null;
  /** A sentence on what was, and on what is then; `null`: there was, or is, none. */
  was: string | null;
  is: string | null;
}

/**
 * Lays the heartbeat that a plan is to have over the one it has; changes nothing.
 *
 * @param planId `null`: of a plan that does not exist yet
 * @throws Failure `invalid` with the field, `dns`, `address-private`, `address-forbidden`
 */
export async function layHeartbeatOver(
  ctx: Context,
  { planId, address }: { planId: string | null; address: string | null },
  means: { key: InstallationKey; allowLoopback: boolean },
): Promise<LaidHeartbeat> {
  allow(ctx, "heartbeat:change");
  if (address !== null) await checkHeartbeat(ctx, { address }, means);
  const wanted = address?.trim() ?? null;
  const { heartbeats } = tables;
  const row = planId
    ? await ctx.db.select().from(heartbeats).where(eq(heartbeats.id, planId)).get()
    : undefined;
  const was = row ? row.host : null;
  if (wanted === null) return { address: null, was, is: null };
  const isSame = row !== undefined && openAddress(row, means.key) === wanted;
  const { host } = new URL(wanted);
  const words = host === was && !isSame ? `${host}, another address` : host;
  return { address: wanted, was, is: words };
}
