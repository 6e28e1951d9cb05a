import { and, eq, isNotNull, isNull } from "drizzle-orm";
import { allow, audit } from "#lib/access";
import type { Context } from "#lib/context";
import { type Transaction, tables, write } from "#lib/db";
import { emit } from "#lib/events";
import { fail } from "#lib/failures";
import { readSetting } from "#lib/settings";
import { binArchive } from "#lib/vault";
import { keptArchive } from "../archives.ts";
import { thisProcess } from "../vault/owners.ts";
import { vaultOf } from "../vault-place.ts";
import { freeWhatLeft } from "./leave.ts";
import { markPruneDue, tryPruneIfDue } from "./prune-due.ts";

const dayMs = 86_400_000;

/**
 * Lets one archive go because a person said so. It waits in the bin, whence it can be taken back;
 * where no waiting is set, its space is freed at once.
 *
 * @throws Failure `not-found`, `archive-let-go`, `archive-in-bin`, `archive-pinned`; disk failures
 */
export async function deleteArchive(
  ctx: Context,
  { run, why }: { run: string; why: string },
): Promise<void> {
  allow(ctx, "archive:delete");
  const { archive } = await keptArchive(ctx, run);
  await letGo(ctx, { runId: archive.runId, because: `${ctx.actor.name}: ${why}` });
  await tryPruneIfDue(ctx, { me: thisProcess(), signal: new AbortController().signal });
}

/**
 * Records that an archive is let go, then moves its file to the bin: a crash in between leaves a file
 * among the others that `settleBin` moves later, never a listed archive without its file.
 *
 * @throws as `deleteArchive`
 */
export async function letGo(
  ctx: Context,
  { runId, because }: { runId: string; because: string },
): Promise<void> {
  allow(ctx, "archive:delete");
  const { file, waits } = await write(ctx.db, async (tx) => {
    const { archive, number, planName } = await keptArchive({ db: tx }, runId);
    if (archive.pinnedAt !== null) throw fail("archive-pinned", { run: number });
    const at = ctx.clock.now();
    const days = await readSetting(tx, "binDays");
    const binUntil = new Date(at.getTime() + days * dayMs);
    const leftBinAt = days === 0 ? at : null;
    await tx
      .update(tables.archives)
      .set({ letGoAt: at, letGoBecause: because, binUntil, leftBinAt })
      .where(eq(tables.archives.id, archive.id));
    if (days === 0) await markPruneDue(tx, at);
    await forgetFrees(tx);
    const subject = { kind: "archive", id: archive.id, name: `${planName}, run ${number}` };
    await audit(tx, ctx, { action: "archive:delete", subject, after: { because, binUntil } });
    const data = { planId: archive.planId, number, because };
    await emit(tx, { at, kind: "archive.let-go", subjectId: archive.id, data });
    return { file: archive.file, waits: days > 0 };
  });
  if (waits) await binArchive(await vaultOf(ctx.db), file);
  else await freeWhatLeft(ctx);
}

/** What archives in the bin free has to be counted anew: others came, or went back. */
// check: no-audit: a count, no change of anybody's.
export async function forgetFrees(tx: Transaction): Promise<void> {
  const { letGoAt, leftBinAt } = tables.archives;
  const inBin = and(isNotNull(letGoAt), isNull(leftBinAt));
  await tx.update(tables.archives).set({ freesBytes: null }).where(inBin);
}
