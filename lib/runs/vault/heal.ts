import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { asFailure } from "#lib/failures";
import { anyDamaged, checkArchives } from "./check.ts";
import type { VaultOwner } from "./owners.ts";

/**
 * Looks whether what a run has just stored made damaged archives whole again.
 *
 * @returns how many; a look that fails costs the run nothing and is left to the next check
 */
export async function countHealed(
  ctx: Context,
  { me, signal }: { me: VaultOwner; signal: AbortSignal },
): Promise<number> {
  allow(ctx, "run:work");
  if (!(await anyDamaged(ctx))) return 0;
  try {
    const check = await checkArchives(ctx, { share: 0, unreadSince: null, me, signal });
    return check.healed.length;
  } catch (error) {
    signal.throwIfAborted();
    const failure = asFailure(error);
    ctx.log.warn("damaged archives were not checked", {
      error: failure,
      cause: failure.causeName,
    });
    return 0;
  }
}
