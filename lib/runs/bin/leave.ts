import { and, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import { allow, audit } from "#lib/access";
import type { Context } from "#lib/context";
import { type Database, type Transaction, tables, write } from "#lib/db";
import { emit } from "#lib/events";
import { isFailure } from "#lib/failures";
import { type Pruned, removeArchive } from "#lib/vault";
import { readBrakes } from "../brake/read.ts";
import { freeSpace } from "../vault/free-space.ts";
import { thisProcess } from "../vault/owners.ts";
import { vaultOf } from "../vault-place.ts";
import { markPruneDue, pruneIfDue } from "./prune-due.ts";
import { inBin } from "./read.ts";

/** So many archives are named in the activity trail. */
const namesMax = 20;

/** What emptying the bin came to. */
export interface Emptied extends Pruned {
  archives: number;
}

/**
 * Empties the bin now: nothing in it can be taken back after that, and what only it needed is freed.
 * Works on a full disk.
 *
 * @throws Failure `archive-damaged` (the archives went, no space was freed), disk failures; the
 *   signal's reason
 */
export async function emptyBin(ctx: Context, signal: AbortSignal): Promise<Emptied> {
  allow(ctx, "archive:empty-bin");
  const me = thisProcess();
  let archives: number;
  try {
    archives = await leave(ctx, null);
  } catch (error) {
    if (!isFailure(error, "disk-full")) throw error;
    // Not even this could be written: free the space first, then record it.
    const place = await vaultOf(ctx.db);
    for (const { file } of await inBin(ctx)) await removeArchive(place, file);
    await freeSpace(ctx, { me, signal });
    archives = await leave(ctx, null);
  }
  await freeWhatLeft(ctx);
  const pruned = await pruneIfDue(ctx, { me, signal });
  return { freedBytes: 0, packs: 0, waiting: 0, ...pruned, archives };
}

/** Lets archives leave whose days in the bin are over. @returns how many left */
export async function leaveWhenDue(ctx: Context): Promise<number> {
  allow(ctx, "run:work");
  const left = await leave(ctx, ctx.clock.now());
  await freeWhatLeft(ctx);
  return left;
}

/**
 * Records that archives leave the bin, from when on they cannot be taken back. By themselves none of
 * a plan leave whose brake is on: they may be what a person needs.
 *
 * @param dueAt those whose days are over by then; `null`: all
 */
async function leave(ctx: Context, dueAt: Date | null): Promise<number> {
  allow(ctx, "archive:empty-bin");
  if ((await mayLeave(ctx, dueAt)).length === 0) return 0;
  return write(ctx.db, async (tx) => {
    const going = await mayLeave({ db: tx }, dueAt);
    const at = ctx.clock.now();
    for (const { id, planId, number } of going) {
      await tx.update(tables.archives).set({ leftBinAt: at }).where(eq(tables.archives.id, id));
      const data = { planId, number };
      await emit(tx, { at, kind: "archive.left-bin", subjectId: id, data });
    }
    await markPruneDue(tx, at);
    const named = going
      .slice(0, namesMax)
      .map(({ planName, number }) => `${planName}, run ${number}`);
    await audit(tx, ctx, {
      action: "archive:empty-bin",
      subject: { kind: "vault", id: "vault", name: "Vault" },
      after: { archives: going.length, named },
    });
    return going.length;
  });
}

async function mayLeave(ctx: { db: Database | Transaction }, dueAt: Date | null) {
  const due = await inBin(ctx, dueAt);
  if (dueAt === null || due.length === 0) return due;
  const braked = new Set((await readBrakes(ctx.db)).map(({ planId }) => planId));
  return due.filter(({ planId }) => !braked.has(planId));
}

/** Removes the files of archives that left the bin; safe to repeat, needs no free space. */
// check: no-audit: their leaving was recorded; this only frees what it named.
export async function freeWhatLeft(ctx: Context): Promise<void> {
  const { id, file, leftBinAt, freedAt } = tables.archives;
  const rows = await ctx.db
    .select({ id, file })
    .from(tables.archives)
    .where(and(isNotNull(leftBinAt), isNull(freedAt)));
  if (rows.length === 0) return;
  const place = await vaultOf(ctx.db);
  for (const row of rows) await removeArchive(place, row.file);
  const ids = rows.map((row) => row.id);
  await write(ctx.db, (tx) =>
    tx.update(tables.archives).set({ freedAt: ctx.clock.now() }).where(inArray(id, ids)),
  );
}
