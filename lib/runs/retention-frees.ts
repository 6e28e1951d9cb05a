import { hash } from "node:crypto";
import { isNull } from "drizzle-orm";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { newId, tables, write } from "#lib/db";
import { asFailure, type FailureReport, fail } from "#lib/failures";
import type { Retention } from "#lib/plans/schema";
import { measureBin } from "#lib/vault";
import { applyRule } from "./kept-as.ts";
import { vaultOf } from "./vault-place.ts";

/** Counting is given up after this time. */
const freesMsMax = 120_000;
/** As many counts are remembered. */
const rememberedMax = 100;

/** What was counted, or why it was not. */
export type FreesAnswer =
  /** `null`: a damaged listing says not what it needs. */
  { kind: "retention-frees"; bytes: number | null } | { kind: "failure"; failure: FailureReport };

/** A rule of a plan, of which is asked what it frees. */
export interface FreesQuestion {
  planId: string;
  retention: Retention;
  timeZone: string;
  /** Judged as it will be after one more good archive at that time. */
  nextAt: Date | null;
}

/**
 * Asks the worker what the archives free that a rule lets go; the event `request.answered` says when
 * it has counted. A later question of the same actor about the same plan ends an earlier one.
 */
// check: no-audit: a question changes nothing.
export async function askRetentionFrees(
  ctx: Context,
  question: FreesQuestion,
): Promise<{ requestId: string }> {
  allow(ctx, "plan:preview");
  const id = newId();
  const nextAt = question.nextAt?.toISOString() ?? null;
  const input = { ...question, nextAt };
  const row = { id, kind: "retention-frees", input, askedBy: ctx.actor.id } as const;
  await write(ctx.db, (tx) =>
    tx.insert(tables.requests).values({ ...row, askedAt: ctx.clock.now() }),
  );
  return { requestId: id };
}

/** By what was asked, in the order of asking: the same numbers come again while somebody types. */
const remembered = new Map<string, number>();
/** What is being counted, by who asked about which plan. */
const underWay = new Map<string, AbortController>();

/**
 * Counts what the archives free that a rule lets go: the blocks that none of those needs which stay,
 * of any plan, and the manifests themselves. Reads listings, each of their parts once, and no block
 * of any file; runs go on beside it.
 */
export async function answerRetentionFrees(
  ctx: Context,
  request: { askedBy: string; input: unknown },
  signal: AbortSignal,
): Promise<FreesAnswer> {
  const question = request.input as Omit<FreesQuestion, "nextAt"> & { nextAt: string | null };
  const whose = `${request.askedBy} ${question.planId}`;
  const own = new AbortController();
  underWay.get(whose)?.abort(new Error("A later question took the place of this one."));
  underWay.set(whose, own);
  const limit = AbortSignal.timeout(freesMsMax);
  try {
    const nextAt = question.nextAt === null ? null : new Date(question.nextAt);
    const judged = await applyRule(ctx.db, { ...question, nextAt, now: ctx.clock.now() });
    const going = judged.filter(({ because }) => because === null);
    const files = going.map(({ archive }) => archive.file).sort();
    const bytes = await countFrees(ctx, files, AbortSignal.any([signal, own.signal, limit]));
    return { kind: "retention-frees", bytes };
  } catch (error) {
    const late = limit.aborted ? fail("worker-busy", { seconds: freesMsMax / 1000 }) : error;
    return { kind: "failure", failure: asFailure(late).report() };
  } finally {
    if (underWay.get(whose) === own) underWay.delete(whose);
  }
}

/** @throws disk failures; the signal's reason */
async function countFrees(
  ctx: Context,
  files: readonly string[],
  signal: AbortSignal,
): Promise<number | null> {
  const { file, freedAt } = tables.archives;
  const there = await ctx.db.select({ file }).from(tables.archives).where(isNull(freedAt));
  const vault = await vaultOf(ctx.db);
  const all = there.map((row) => row.file).sort();
  const key = hash("sha256", JSON.stringify([vault.folder, files, all]));
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const frees = await measureBin(vault, files, signal);
  if (frees === null) return null;
  const bytes = [...frees.values()].reduce((sum, each) => sum + each, 0);
  remembered.set(key, bytes);
  const [oldest] = remembered.keys();
  if (remembered.size > rememberedMax && oldest !== undefined) remembered.delete(oldest);
  return bytes;
}
