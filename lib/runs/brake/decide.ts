import { and, eq, lte } from "drizzle-orm";
import { allow, audit } from "#lib/access";
import type { Context } from "#lib/context";
import { type Transaction, tables, write } from "#lib/db";
import { emit } from "#lib/events";
import { fail } from "#lib/failures";
import { isRun } from "../find.ts";
import { releaseHeld } from "./hold.ts";
import { isFlagged, readBrakes } from "./read.ts";

interface Asked {
  /** Number or id of the run whose archive is flagged. */
  run: string;
  /** The reason that stands with the archive and in the activity trail. */
  why: string;
}

const whyMax = 500;

/**
 * Says of a flagged archive that it is as it should be: it counts from now on and is the measure of
 * those after it, and with it those of its plan that were flagged before it. When none is flagged any
 * more, the plan's retention goes on, and what the brake had pinned is unpinned.
 *
 * @throws Failure `not-found`, `archive-not-flagged`, `invalid` without a reason
 */
export async function acceptArchive(ctx: Context, asked: Asked): Promise<void> {
  allow(ctx, "archive:accept");
  const why = reasonIn(asked);
  const plan = await write(ctx.db, async (tx) => {
    const { archive, number, planName } = await flaggedArchive(tx, asked.run);
    const { planId, createdAt } = archive;
    const until = and(
      eq(tables.archives.planId, planId),
      isFlagged,
      lte(tables.archives.createdAt, createdAt),
    );
    const accepted = await tx.select().from(tables.archives).where(until);
    const at = ctx.clock.now();
    for (const each of accepted) {
      const good = each.verifiedAt !== null && each.without.length === 0;
      await tx
        .update(tables.archives)
        .set({ good, acceptedAt: at, acceptedBy: ctx.actor.name, acceptedWhy: why })
        .where(eq(tables.archives.id, each.id));
    }
    const [brake] = await readBrakes(tx, [planId]);
    const subject = { kind: "archive", id: archive.id, name: `${planName}, run ${number}` };
    const after = { why, archives: accepted.length, brake: brake ? "on" : "off" };
    await audit(tx, ctx, { action: "archive:accept", subject, after });
    const data = { number, on: brake !== undefined };
    await emit(tx, { at, kind: "brake.changed", subjectId: planId, data });
    return planId;
  });
  await releaseHeld(ctx, plan);
}

/**
 * Says of a flagged archive that it is not as it should be: nothing of its plan is let go until it was
 * accepted after all, or deleted.
 *
 * @throws Failure `not-found`, `archive-not-flagged`, `invalid` without a reason
 */
export async function keepBrakeOn(ctx: Context, asked: Asked): Promise<void> {
  allow(ctx, "brake:keep");
  const why = reasonIn(asked);
  await write(ctx.db, async (tx) => {
    const { archive, number, planName } = await flaggedArchive(tx, asked.run);
    const at = ctx.clock.now();
    const brakeKept = { at: at.toISOString(), by: ctx.actor.name, why };
    await tx.update(tables.archives).set({ brakeKept }).where(eq(tables.archives.id, archive.id));
    const subject = { kind: "archive", id: archive.id, name: `${planName}, run ${number}` };
    await audit(tx, ctx, { action: "brake:keep", subject, after: { why } });
    const data = { number, on: true };
    await emit(tx, { at, kind: "brake.changed", subjectId: archive.planId, data });
  });
}

function reasonIn({ why }: Asked): string {
  const reason = why.trim();
  const problem = (text: string) =>
    fail("invalid", { problems: [{ field: "why", problem: text }] });
  if (!reason) throw problem("A reason is needed.");
  if (reason.length > whyMax) throw problem(`A reason has ${whyMax} characters at most.`);
  return reason;
}

async function flaggedArchive(tx: Transaction, run: string) {
  const found = await tx
    .select({ archive: tables.archives, number: tables.runs.number, planName: tables.plans.name })
    .from(tables.archives)
    .innerJoin(tables.runs, eq(tables.runs.id, tables.archives.runId))
    .innerJoin(tables.plans, eq(tables.plans.id, tables.archives.planId))
    .where(isRun(run))
    .get();
  if (!found) throw fail("not-found", { what: "archive of run", name: run });
  const { flag, acceptedAt, letGoAt } = found.archive;
  if (!flag || acceptedAt || letGoAt) throw fail("archive-not-flagged", { run: found.number });
  return found;
}
