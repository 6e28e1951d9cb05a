import { and, eq, isNotNull, isNull } from "drizzle-orm";
import { allow, audit } from "#lib/access";
import type { Context } from "#lib/context";
import { tables, write } from "#lib/db";
import { emit } from "#lib/events";
import { asFailure, isFailure } from "#lib/failures";
import { removeArchive } from "#lib/vault";
import { keptArchive } from "./archives.ts";
import { freeSpace } from "./vault/free-space.ts";
import { thisProcess } from "./vault/owners.ts";
import { vaultOf } from "./vault-place.ts";

/** Lets one archive go because a person said so; its space is freed at once, on a full disk too. */
export async function deleteArchive(
  ctx: Context,
  { run, why }: { run: string; why: string },
): Promise<void> {
  allow(ctx, "archive:delete");
  const { archive, number, planName } = await keptArchive(ctx, run);
  const gone = { archive, number, planName, because: `${ctx.actor.name}: ${why}` };
  try {
    await letGo(ctx, gone);
  } catch (error) {
    if (!isFailure(error, "disk-full")) throw error;
    // Not even this could be written: free the space first, then record it.
    await removeArchive(await vaultOf(ctx.db), archive.file);
    await letGo(ctx, gone);
  }
  try {
    await freeSpace(ctx, { me: thisProcess(), signal: new AbortController().signal });
  } catch (error) {
    // It is let go all the same; its space is freed with the next archive that goes.
    const failure = asFailure(error);
    ctx.log.warn("space was not freed", { error: failure, cause: failure.causeName });
  }
}

/**
 * Records that an archive is let go, then removes its file: a crash in between leaves a file that
 * `freeLetGo` removes later, never a listed archive without one.
 */
export async function letGo(
  ctx: Context,
  gone: {
    archive: typeof tables.archives.$inferSelect;
    number: number;
    planName: string;
    because: string;
  },
): Promise<void> {
  allow(ctx, "archive:delete");
  const { archive, number, planName, because } = gone;
  await write(ctx.db, async (tx) => {
    const at = ctx.clock.now();
    await tx
      .update(tables.archives)
      .set({ letGoAt: at, letGoBecause: because })
      .where(eq(tables.archives.id, archive.id));
    const subject = { kind: "archive", id: archive.id, name: `${planName}, run ${number}` };
    await audit(tx, ctx, { action: "archive:delete", subject, after: { because } });
    const data = { planId: archive.planId, number, because };
    await emit(tx, { at, kind: "archive.let-go", subjectId: archive.id, data });
  });
  await freeLetGo(ctx);
}

/** Removes the files of archives that were let go; safe to repeat, needs no free space. */
// check: no-audit: letting go was recorded by `letGo`; this only frees what it named.
export async function freeLetGo(ctx: Context): Promise<void> {
  const gone = await ctx.db
    .select()
    .from(tables.archives)
    .where(and(isNotNull(tables.archives.letGoAt), isNull(tables.archives.freedAt)));
  for (const archive of gone) {
    await removeArchive(await vaultOf(ctx.db), archive.file);
    await write(ctx.db, (tx) =>
      tx
        .update(tables.archives)
        .set({ freedAt: ctx.clock.now() })
        .where(eq(tables.archives.id, archive.id)),
    );
  }
}
