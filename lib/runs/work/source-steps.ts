import { and, desc, eq, isNull } from "drizzle-orm";
import type { Context } from "#lib/context";
import { tables } from "#lib/db";
import { asFailure, type Failure, fail, formatBytes, plural } from "#lib/failures";
import { type PlanSource, sourcePlace } from "#lib/plans/schema";
import { type OpenSource, openSource } from "#lib/sources";
import { heldBefore } from "#lib/vault";
import { type OpenDevices, openDevices } from "../devices/devices-source.ts";
import { protectedPaths } from "../protected-paths.ts";
import { kindFolders } from "../source-folder.ts";
import { vaultOf } from "../vault-place.ts";
import type { Work } from "./carry-out.ts";
import type { OpenStep } from "./ledger.ts";

/** A folder that held this many files is not believed when it is suddenly empty. */
export const suddenlyEmptyFilesMin = 10;

/** A source after its step: open and counted, or failed. */
export interface OpenedSource {
  source: PlanSource;
  open: OpenSource | null;
  failure: Failure | null;
}

/** Reaches, counts and (databases) copies every source, one step each; one that fails stops no other. */
export async function openSources(work: Work, steps: readonly OpenStep[]): Promise<OpenedSource[]> {
  const opened: OpenedSource[] = [];
  for (const [index, step] of steps.entries()) {
    const source = work.plan.sources[index];
    if (source) opened.push(await openOne(work, step, source));
  }
  return opened;
}

/** Removes the snapshots of all sources. */
export async function closeSources(opened: readonly OpenedSource[]): Promise<void> {
  for (const { open } of opened) await open?.close();
}

async function openOne(work: Work, step: OpenStep, source: PlanSource): Promise<OpenedSource> {
  const { ctx, ledger, signal } = work;
  await ledger.begin(step);
  let open: OpenSource | OpenDevices | null = null;
  try {
    open = await openAny(work, source);
    await refuseSuddenlyEmpty(ctx, source, open);
  } catch (error) {
    await open?.close();
    if (signal.aborted) throw error;
    const failure = asFailure(error);
    await ledger.end(step, "failed", { error: failure });
    return { source, open: null, failure };
  }
  step.counts.entries = open.count.entries;
  step.counts.bytes = open.count.bytes;
  const state = step.counts.warnings > 0 ? "warnings" : "succeeded";
  await ledger.end(step, state, { message: foundIn(source, open) });
  return { source, open, failure: null };
}

function openAny(work: Work, source: PlanSource): Promise<OpenSource | OpenDevices> {
  if (source.kind === "devices") return openDevices(work, source);
  const { ctx, ledger, signal, scratch } = work;
  const { previous } = work;
  return openSource(source, {
    scratch,
    protectedPaths: protectedPaths(ctx.db),
    signal,
    now: () => ctx.clock.now(),
    before: async ({ path, mark }) => {
      const asked = { path: `${kindFolders[source.kind]}/${path}`, mark };
      return previous === null ? null : heldBefore(await vaultOf(ctx.db), previous, asked);
    },
    warn: (warning) => ledger.warn(source.name, warning),
    moved: (more) => ledger.moved(more),
  });
}

/** What was found, as the log says it. */
function foundIn(source: PlanSource, open: OpenSource | OpenDevices): string {
  if ("message" in open) return open.message;
  const { count } = open;
  const bytes = formatBytes(count.bytes);
  if (open.isUnchanged) {
    return `Unchanged since the archive before: it was not opened, and no snapshot taken. ${bytes}.`;
  }
  if (source.kind === "database") return `A snapshot was taken and passed its check: ${bytes}.`;
  return `${plural(count.files, "file")} found in ${sourcePlace(source)}: ${bytes}.`;
}

/** A source that held many files and has none now is more likely unmounted than emptied. */
async function refuseSuddenlyEmpty(
  ctx: Context,
  source: PlanSource,
  open: OpenSource,
): Promise<void> {
  if (open.count.files > 0) return;
  const before = await ctx.db
    .select({ files: tables.archiveSources.files, createdAt: tables.archives.createdAt })
    .from(tables.archiveSources)
    .innerJoin(tables.archives, eq(tables.archives.id, tables.archiveSources.archiveId))
    .where(
      and(
        eq(tables.archiveSources.sourceId, source.id),
        eq(tables.archiveSources.yielded, true),
        eq(tables.archives.good, true),
        isNull(tables.archives.damaged),
      ),
    )
    .orderBy(desc(tables.archives.createdAt))
    .limit(1)
    .get();
  if (!before || before.files < suddenlyEmptyFilesMin) return;
  if (source.acceptedAt && source.acceptedAt > before.createdAt) return;
  throw fail("source-empty", { path: sourcePlace(source), before: before.files });
}
