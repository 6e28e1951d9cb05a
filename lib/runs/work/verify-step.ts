import { eq } from "drizzle-orm";
import { tables } from "#lib/db";
import { emit } from "#lib/events";
import { plural } from "#lib/failures";
import { verifyArchive } from "#lib/vault";
import { recordFlag, sayFlag, storedFlag } from "../brake/flag.ts";
import { type LookBack, lookBack } from "../brake/look-back.ts";
import { countHealed } from "../vault/heal.ts";
import { vaultOf } from "../vault-place.ts";
import type { NewArchive } from "./archive-step.ts";
import type { Work } from "./carry-out.ts";
import { fencedWrite } from "./fence.ts";
import type { OpenStep } from "./ledger.ts";
import { dropArchive } from "./recover.ts";

/**
 * Reads the new archive back from the vault, entry by entry, and only then lists it as kept.
 *
 * @throws Failure `verify-mismatch` or what else is wrong with it; it is thrown away then
 */
export async function verifyKept(work: Work, step: OpenStep, archive: NewArchive): Promise<void> {
  const { ctx, claim, ledger, plan, signal } = work;
  await ledger.begin(step);
  try {
    await verifyArchive(await vaultOf(ctx.db), {
      file: archive.file,
      sha256: archive.sha256,
      signal,
      moved: (more) => ledger.moved(more),
    });
  } catch (error) {
    await dropArchive(ctx, archive);
    throw error;
  }
  const seen = await lookBack(ctx, { planId: plan.id, mode: plan.brake, archive, signal });
  await recordVerified(work, archive, seen);
  sayFlag(work, seen);
  const entries = plural(archive.entries, "entry", "entries");
  const healed = await countHealed(ctx, { me: claim, signal });
  const checked = `${entries} checked: what was written for this archive was read back from the vault and is what was read at its source.`;
  const whole = ` ${plural(healed, "damaged archive")} ${healed === 1 ? "is" : "are"} whole again by it.`;
  const message = checked + (healed > 0 ? whole : "");
  await ledger.end(step, seen.findings.length > 0 ? "warnings" : "succeeded", { message });
}

/** Lists the archive as kept, and in the same moment whether it counts. */
async function recordVerified(work: Work, archive: NewArchive, seen: LookBack): Promise<void> {
  const { ctx, claim } = work;
  await fencedWrite(ctx, claim, async (tx) => {
    const verifiedAt = ctx.clock.now();
    const flag = storedFlag(seen);
    const good = archive.without.length === 0 && !flag;
    await tx
      .update(tables.archives)
      .set({ verifiedAt, good, flag })
      .where(eq(tables.archives.id, archive.id));
    for (const [id, changes] of seen.changes) {
      await tx
        .update(tables.archiveSources)
        .set({ changes })
        .where(eq(tables.archiveSources.id, id));
    }
    const data = { planId: claim.planId, number: claim.number };
    await emit(tx, { at: verifiedAt, kind: "archive.kept", subjectId: archive.id, data });
    if (flag) await recordFlag(tx, work, archive, flag);
  });
}
