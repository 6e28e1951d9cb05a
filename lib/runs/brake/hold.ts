import { and, eq, isNull } from "drizzle-orm";
import { systemActor } from "#lib/access";
import type { Context } from "#lib/context";
import { tables } from "#lib/db";
import { isFailure } from "#lib/failures";
import type { PlanBrake } from "../brake-schema.ts";
import { pinArchive, unpinArchive } from "../pin.ts";
import { readBrakes } from "./read.ts";

/**
 * Pins the archive that the flagged ones are held against, in the name of the installation. Safe to
 * repeat; one that a person let go meanwhile cannot be held any more.
 */
export async function holdLastGood(ctx: Context, { held }: PlanBrake): Promise<void> {
  try {
    await pinArchive({ ...ctx, actor: systemActor() }, { run: String(held) });
  } catch (error) {
    const gone = ["archive-in-bin", "archive-let-go", "not-found"] as const;
    if (!gone.some((cause) => isFailure(error, cause))) throw error;
  }
}

/** Takes back the pins that the brake of a plan set, once it is off; what a person pinned stays so. */
export async function releaseHeld(ctx: Context, planId: string): Promise<void> {
  if ((await readBrakes(ctx.db, [planId])).length > 0) return;
  const actor = systemActor();
  const { archives } = tables;
  const pinned = await ctx.db
    .select({ run: archives.runId })
    .from(archives)
    .where(
      and(eq(archives.planId, planId), eq(archives.pinnedById, actor.id), isNull(archives.letGoAt)),
    );
  for (const { run } of pinned) await unpinArchive({ ...ctx, actor }, { run });
}
