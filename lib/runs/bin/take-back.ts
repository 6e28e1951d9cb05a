import { eq } from "drizzle-orm";
import { allow, audit } from "#lib/access";
import type { Context } from "#lib/context";
import { tables, write } from "#lib/db";
import { emit } from "#lib/events";
import { fail } from "#lib/failures";
import { mustBeThere, unbinArchive } from "#lib/vault";
import { archiveOfRun } from "../archives.ts";
import { pinOf } from "../pin.ts";
import { vaultOf } from "../vault-place.ts";
import { forgetFrees } from "./let-go.ts";

/**
 * Takes an archive back from the bin: it is listed and counted again, as if it had never been let
 * go. What retention let go it lets go again with the next run, unless it is pinned.
 *
 * @param asked.pin also pins it
 * @throws Failure `not-found`, `archive-not-in-bin`, `archive-let-go` when it has left the bin,
 *   `archive-missing` when its file is not there; disk failures
 */
export async function takeBackArchive(
  ctx: Context,
  { run, pin = false }: { run: string; pin?: boolean },
): Promise<void> {
  allow(ctx, "archive:take-back");
  const { archive: found } = await archiveOfRun(ctx, run);
  const place = await vaultOf(ctx.db);
  if (found.leftBinAt === null) await mustBeThere(place, found.file);
  await write(ctx.db, async (tx) => {
    const { archive, number, planName } = await archiveOfRun({ db: tx }, run);
    if (archive.letGoAt === null) throw fail("archive-not-in-bin", { run: number });
    if (archive.leftBinAt !== null) throw fail("archive-let-go", { run: number });
    const at = ctx.clock.now();
    const pinned = pin ? pinOf(ctx) : {};
    const listed = { letGoAt: null, letGoBecause: null, binUntil: null };
    await tx
      .update(tables.archives)
      .set({ ...listed, ...pinned })
      .where(eq(tables.archives.id, archive.id));
    await forgetFrees(tx);
    const subject = { kind: "archive", id: archive.id, name: `${planName}, run ${number}` };
    const before = { because: archive.letGoBecause };
    await audit(tx, ctx, { action: "archive:take-back", subject, before, after: { pinned: pin } });
    const data = { planId: archive.planId, number };
    await emit(tx, { at, kind: "archive.taken-back", subjectId: archive.id, data });
  });
  // Until it lies where it was, and after a crash right here, it is read where it lies.
  await unbinArchive(place, found.file);
}
