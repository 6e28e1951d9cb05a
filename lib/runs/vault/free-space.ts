import { allow, audit } from "#lib/access";
import type { Context } from "#lib/context";
import { newId, write } from "#lib/db";
import { type Pruned, pruneVault } from "#lib/vault";
import { vaultOf } from "../vault-place.ts";
import { ownersAtWork, thisProcess, type VaultOwner } from "./owners.ts";

/**
 * Frees the blocks that no archive needs any more. Needs no free space itself, and goes on beside
 * runs: what an archive that is being written may count on stays until it is done.
 *
 * @throws Failure `archive-damaged` (nothing is freed then), disk failures; the signal's reason
 */
export async function freeSpace(
  ctx: Context,
  { me, signal }: { me: VaultOwner; signal: AbortSignal },
): Promise<Pruned> {
  allow(ctx, "archive:delete");
  const isAlive = await ownersAtWork(ctx, me.owner);
  return pruneVault(await vaultOf(ctx.db), { archiveId: newId(), ...me, isAlive, signal });
}

/** The same because a person asked for it, which is recorded. @throws as `freeSpace` */
export async function freeSpaceNow(ctx: Context, signal: AbortSignal): Promise<Pruned> {
  allow(ctx, "archive:prune");
  const pruned = await freeSpace(ctx, { me: thisProcess(), signal });
  const subject = { kind: "vault", id: "vault", name: "Vault" };
  const { freedBytes, packs } = pruned;
  await write(ctx.db, (tx) =>
    audit(tx, ctx, { action: "archive:prune", subject, after: { freedBytes, packs } }),
  );
  return pruned;
}
