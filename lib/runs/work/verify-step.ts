import { eq } from "drizzle-orm";
import { tables } from "#lib/db";
import { emit } from "#lib/events";
import { plural } from "#lib/failures";
import { verifyArchive } from "#lib/vault";
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
  const { ctx, claim, ledger, signal } = work;
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
  await fencedWrite(ctx, claim, async (tx) => {
    const verifiedAt = ctx.clock.now();
    const good = archive.without.length === 0;
    await tx
      .update(tables.archives)
      .set({ verifiedAt, good })
      .where(eq(tables.archives.id, archive.id));
    const data = { planId: claim.planId, number: claim.number };
    await emit(tx, { at: verifiedAt, kind: "archive.kept", subjectId: archive.id, data });
  });
  const entries = plural(archive.entries, "entry", "entries");
  const healed = await countHealed(ctx, { me: claim, signal });
  const checked = `${entries} checked: what was written for this archive was read back from the vault and is what was read at its source.`;
  const whole = ` ${plural(healed, "damaged archive")} ${healed === 1 ? "is" : "are"} whole again by it.`;
  const message = checked + (healed > 0 ? whole : "");
  await ledger.end(step, "succeeded", { message });
}
