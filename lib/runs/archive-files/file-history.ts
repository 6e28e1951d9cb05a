import { and, desc, eq, isNull, lt, or } from "drizzle-orm";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { tables } from "#lib/db";
import { type PathState, pathHistory } from "#lib/vault";
import { keptArchive } from "../archives.ts";
import { vaultOf } from "../vault-place.ts";
import type { FileHistory, FileSpan } from "./schema.ts";

/** As many archives one look goes through. */
const archivesMax = 1_000;
/** As many spans it gives. */
const spansMax = 40;

/**
 * What the archives of a run's plan have at a path, newest first; those in a row that have the same
 * content are one span.
 *
 * @param asked.run id or number of any run of the plan that kept an archive
 * @param asked.from number of the run whose archive is the newest to look at; absent: the plan's newest
 * @throws Failure `not-found`, `archive-let-go`, `vault-unavailable`, disk failures
 */
export async function fileHistory(
  ctx: Context,
  asked: { run: string; path: string; from?: number | undefined },
): Promise<FileHistory> {
  allow(ctx, "archive:read");
  const { archive } = await keptArchive(ctx, asked.run);
  const rows = await archivesOf(ctx, archive.planId, asked.from);
  const files = rows.slice(0, archivesMax).map(({ file }) => file);
  const states = await pathHistory(await vaultOf(ctx.db), asked.path, files);
  const spans: FileSpan[] = [];
  let lookedAt = 0;
  for (const [index, state] of states.entries()) {
    const row = rows[index];
    if (!row || !addTo(spans, row, state)) break;
    lookedAt += 1;
  }
  const texts = new Set(spans.flatMap(({ file }) => file?.sha256 ?? []));
  return { spans, texts: texts.size, lookedAt, next: rows[lookedAt]?.run ?? null };
}

type Row = Awaited<ReturnType<typeof archivesOf>>[number];

/** One more than is looked at, to know whether there is more. */
async function archivesOf(ctx: Context, planId: string, from: number | undefined) {
  const { archives, runs } = tables;
  const begin = from === undefined ? null : await madeAt(ctx, from);
  const { createdAt } = archives;
  const older =
    begin && or(lt(createdAt, begin), and(eq(createdAt, begin), eq(runs.number, from ?? 0)));
  return ctx.db
    .select({ file: archives.file, madeAt: createdAt, run: runs.number })
    .from(archives)
    .innerJoin(runs, eq(runs.id, archives.runId))
    .where(and(eq(archives.planId, planId), isNull(archives.letGoAt), older ?? undefined))
    .orderBy(desc(createdAt), desc(runs.number))
    .limit(archivesMax + 1);
}

async function madeAt(ctx: Context, run: number): Promise<Date | null> {
  const { archives, runs } = tables;
  const row = await ctx.db
    .select({ at: archives.createdAt })
    .from(archives)
    .innerJoin(runs, eq(runs.id, archives.runId))
    .where(eq(runs.number, run))
    .get();
  return row?.at ?? null;
}

/** Adds an archive to the last span, or begins one; `false`: there is no room for another. */
function addTo(spans: FileSpan[], { run, madeAt: at }: Row, state: PathState): boolean {
  const own = spanOf({ run, madeAt: at }, state);
  const last = spans.at(-1);
  if (last && last.state === own.state && last.file?.sha256 === own.file?.sha256) {
    last.oldest = own.oldest;
    last.archives += 1;
    return true;
  }
  if (spans.length >= spansMax) return false;
  spans.push(own);
  return true;
}

function spanOf(archive: FileSpan["newest"], state: PathState): FileSpan {
  const one = { newest: archive, oldest: archive, archives: 1 };
  if (state.state === "unreadable") return { ...one, state: "unreadable", file: null };
  const entry = state.state === "there" ? state.entry : null;
  if (entry?.kind !== "file") return { ...one, state: "absent", file: null };
  const { path, size, modified, sha256 } = entry;
  return { ...one, state: "there", file: { path, size, modified, sha256 } };
}
