import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { newId } from "#lib/db";
import { type Pruned, pruneVault } from "#lib/vault";
import { vaultOf } from "./vault-place.ts";
import { deadOwners } from "./work/lease.ts";

/**
 * Frees the blocks that no archive needs any more. Needs no free space itself, and goes on beside
 * runs: what an archive that is being written may count on stays until it is done.
 *
 * @param me the worker that does it; `""`: somebody else's process
 * @throws Failure `archive-damaged` (nothing is freed then), disk failures; the signal's reason
 */
export async function freeSpace(
  ctx: Context,
  { me, signal }: { me: { owner: string; term: number }; signal: AbortSignal },
): Promise<Pruned> {
  allow(ctx, "archive:delete");
  const dead = await deadOwners(ctx, me.owner);
  return pruneVault(await vaultOf(ctx.db), {
    archiveId: newId(),
    ...me,
    isAlive: (owner) => owner === me.owner || !dead.has(owner),
    signal,
  });
}
