import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import { and, eq, inArray, isNull } from "drizzle-orm";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { type Transaction, tables, write } from "#lib/db";
import { emit } from "#lib/events";
import { fail } from "#lib/failures";
import { foldersAround } from "#lib/settings";
import { cleanLeftovers, removeArchive } from "#lib/vault";
import { freeWhatLeft } from "../bin/leave.ts";
import { markPruneDue, tryPruneIfDue } from "../bin/prune-due.ts";
import { settleBin } from "../bin/settle.ts";
import { queueRun } from "../request.ts";
import type { RunRow } from "../rows.ts";
import { ownersAtWork } from "../vault/owners.ts";
import { vaultOf } from "../vault-place.ts";
import { deadOwners } from "./lease.ts";
import { dropLock } from "./lock.ts";

/**
 * Puts in order what workers that are gone left behind: their runs are interrupted (a scheduled one
 * is queued once more), what they had not proven is removed, their temporary files go. What a living
 * owner holds is not touched.
 */
export async function recover(ctx: Context, me: string): Promise<void> {
  allow(ctx, "run:work");
  const dead = await deadOwners(ctx, me);
  const open = and(eq(tables.runs.state, "running"), isNull(tables.runs.endedAt));
  const running = await ctx.db.select().from(tables.runs).where(open);
  const orphans = running.filter((run) => run.owner !== me && (!run.owner || dead.has(run.owner)));
  for (const run of orphans) await interrupt(ctx, run);

  const folders = foldersAround(ctx.db);
  await dropUnproven(ctx);
  const left = await cleanLeftovers(await vaultOf(ctx.db), await ownersAtWork(ctx, me));
  await cleanScratch(folders.scratch, dead);
  for (const owner of dead) dropLock(folders.locks, owner);
  await settleBin(ctx);
  await freeWhatLeft(ctx);
  if (left.length > 0) await freeBlocks(ctx, me);
}

/** What a writer that died had stored for an archive that never came to be. */
// check: no-audit: nothing that was ever listed goes.
async function freeBlocks(ctx: Context, owner: string): Promise<void> {
  await write(ctx.db, (tx) => markPruneDue(tx, ctx.clock.now()));
  const signal = new AbortController().signal;
  // The worker goes on when this fails: a damaged archive has its own alarm.
  await tryPruneIfDue(ctx, { me: { owner, term: 0 }, signal });
}

/** The folder in which one claim of a run keeps its snapshots. */
export function scratchOf(folder: string, claim: { runId: string; owner: string; term: number }) {
  return path.join(folder, `${claim.runId}.${claim.owner}.${claim.term}`);
}

// check: no-audit: the worker's own book-keeping; the event and the run itself tell it.
async function interrupt(ctx: Context, run: RunRow): Promise<void> {
  await write(ctx.db, async (tx) => {
    const why = "its worker was gone before the run had ended";
    await endInterrupted(tx, ctx, { run, why });
  });
}

/**
 * Ends a run as interrupted inside the caller's transaction; a scheduled one is queued once more,
 * one that a person started, or that is itself the repetition, is not.
 */
export async function endInterrupted(
  tx: Transaction,
  ctx: Context,
  { run, why }: { run: RunRow; why: string },
): Promise<void> {
  const at = ctx.clock.now();
  const error = fail("interrupted", { why }).report();
  await tx
    .update(tables.runs)
    .set({ state: "interrupted", endedAt: at, error })
    .where(and(eq(tables.runs.id, run.id), isNull(tables.runs.endedAt)));
  await tx
    .update(tables.runSteps)
    .set({ state: "failed", endedAt: at })
    .where(and(eq(tables.runSteps.runId, run.id), eq(tables.runSteps.state, "running")));
  await tx
    .update(tables.runSteps)
    .set({ state: "skipped" })
    .where(and(eq(tables.runSteps.runId, run.id), eq(tables.runSteps.state, "waiting")));
  const data = { planId: run.planId, number: run.number, state: "interrupted" };
  await emit(tx, { at, kind: "run.ended", subjectId: run.id, data });
  const repeat = run.trigger === "schedule" || run.trigger === "catch-up";
  if (repeat && !run.cancelRequestedAt) {
    await queueRun(tx, ctx, { planId: run.planId, trigger: "again", dueAt: run.dueAt });
  }
}

/** An archive whose run ended before it was read back is not kept: file first, then its row. */
// check: no-audit: it was never listed as kept.
async function dropUnproven(ctx: Context): Promise<void> {
  const rows = await ctx.db
    .select({ archive: tables.archives })
    .from(tables.archives)
    .innerJoin(tables.runs, eq(tables.runs.id, tables.archives.runId))
    .where(
      and(
        isNull(tables.archives.verifiedAt),
        inArray(tables.runs.state, ["failed", "cancelled", "interrupted"]),
      ),
    );
  for (const { archive } of rows) await dropArchive(ctx, archive);
}

/** Removes an archive that was never proven, and its rows. */
// check: no-audit: it was never listed as kept.
export async function dropArchive(
  ctx: Context,
  archive: { id: string; file: string },
): Promise<void> {
  await removeArchive(await vaultOf(ctx.db), archive.file);
  await write(ctx.db, async (tx) => {
    const rows = tables.archiveSources;
    await tx.delete(rows).where(eq(rows.archiveId, archive.id));
    await tx.delete(tables.archives).where(eq(tables.archives.id, archive.id));
    await markPruneDue(tx, ctx.clock.now());
  });
}

async function cleanScratch(folder: string, dead: ReadonlySet<string>): Promise<void> {
  for (const name of await readdir(folder)) {
    const owner = name.split(".")[1] ?? "";
    if (dead.has(owner)) await rm(path.join(folder, name), { recursive: true, force: true });
  }
}
