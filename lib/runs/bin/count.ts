import { eq } from "drizzle-orm";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { tables, write } from "#lib/db";
import { emit } from "#lib/events";
import { measureBin } from "#lib/vault";
import { vaultOf } from "../vault-place.ts";
import { inBin } from "./read.ts";

/**
 * Counts what each archive in the bin frees, where that is not known: by the blocks that nothing
 * else needs once those that leave before it are gone. It reads every listing, as pruning does, so
 * the worker does it, or a command, and pages show what was counted.
 *
 * @throws disk failures; the signal's reason
 */
// check: no-audit: a count, no change of anybody's.
export async function countBin(ctx: Context, signal: AbortSignal): Promise<void> {
  allow(ctx, "archive:read");
  const rows = await inBin(ctx);
  if (rows.every(({ freesBytes }) => freesBytes !== null)) return;
  const files = rows.map(({ file }) => file);
  const frees = await measureBin(await vaultOf(ctx.db), files, signal);
  if (frees === null) return; // a damaged listing says not what it needs; checking the vault tells
  await write(ctx.db, async (tx) => {
    const now = await inBin({ db: tx });
    // What came or went meanwhile made the count old: the next one is right again.
    if (now.map(({ file }) => file).join() !== files.join()) return;
    for (const { id, file } of now) {
      const freesBytes = frees.get(file) ?? 0;
      await tx.update(tables.archives).set({ freesBytes }).where(eq(tables.archives.id, id));
    }
    const at = ctx.clock.now();
    await emit(tx, { at, kind: "vault.bin-counted", subjectId: "vault", data: {} });
  });
}
