import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { newId, type Transaction, write } from "#lib/db";
import { asFailure } from "#lib/failures";
import { readSetting, writeSetting } from "#lib/settings";
import type { Pruned } from "#lib/vault";
import { freeSpace } from "../vault/free-space.ts";
import type { VaultOwner } from "../vault/owners.ts";

/**
 * Remembers that there may be blocks that no archive needs: archives left the bin, or a run ended
 * without one. The mark stays until a pruning that began later has gone through.
 */
// check: no-audit: a mark for the installation itself, in the transaction of what made it due.
export async function markPruneDue(tx: Transaction, at: Date): Promise<void> {
  await writeSetting(tx, "pruneDue", { value: newId(), at });
}

/**
 * Prunes the vault if anything made it due.
 *
 * @returns `null`: nothing did
 * @throws as `freeSpace`; it stays due then, and so it does while packs wait for a run
 */
// check: no-audit: takes its own mark off; what is freed was recorded when it was let go.
export async function pruneIfDue(
  ctx: Context,
  by: { me: VaultOwner; signal: AbortSignal },
): Promise<Pruned | null> {
  allow(ctx, "archive:delete");
  const mark = await readSetting(ctx.db, "pruneDue");
  if (mark === null) return null;
  const pruned = await freeSpace(ctx, by);
  if (pruned.waiting > 0) return pruned;
  await write(ctx.db, async (tx) => {
    if ((await readSetting(tx, "pruneDue")) !== mark) return; // something more left meanwhile
    await writeSetting(tx, "pruneDue", { value: null, at: ctx.clock.now() });
  });
  return pruned;
}

/** The same where nobody waits for the outcome: a failure is logged, and it stays due. */
export async function tryPruneIfDue(
  ctx: Context,
  by: { me: VaultOwner; signal: AbortSignal },
): Promise<void> {
  try {
    await pruneIfDue(ctx, by);
  } catch (error) {
    by.signal.throwIfAborted();
    const failure = asFailure(error);
    ctx.log.warn("space was not freed", { error: failure, cause: failure.causeName });
  }
}
