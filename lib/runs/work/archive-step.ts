import { hash } from "node:crypto";
import { hostname } from "node:os";
import { eq } from "drizzle-orm";
import { newId, tables } from "#lib/db";
import type { Entry } from "#lib/entries";
import { asFailure, type Failure, fail, formatBytes, plural } from "#lib/failures";
import { type PlanSource, sourcePlace } from "#lib/plans/schema";
import { productVersion } from "#lib/settings";
import {
  type AddedEntry,
  type ArchiveWriter,
  archiveEntriesMax,
  beginArchive,
  type KeptArchive,
  type SourceOutcome,
} from "#lib/vault";
import { kindFolders } from "../source-folder.ts";
import { vaultOf } from "../vault-place.ts";
import type { Work } from "./carry-out.ts";
import { fencedWrite } from "./fence.ts";

import { InOrder } from "./in-order.ts";

import type { OpenStep } from "./ledger.ts";
import { SlowestFiles } from "./slowest-files.ts";
import type { OpenedSource } from "./source-steps.ts";

/** So many entries are read at once: more of them wait for the disk together than one after another. */
const entriesAtOnce = 8;

/** What one source gave, counted. */
interface Given extends SourceOutcome {
  kind: PlanSource["kind"];
  entries: number;
  files: number;
  bytes: number;
}

/** An archive that lies in the vault and is not read back yet. */
export interface NewArchive extends KeptArchive {
  id: string;
  /** Names of the sources that failed. */
  without: string[];
}

/**
 * Streams every source that was opened into one archive and puts it in its place.
 *
 * @throws Failure `nothing-yielded`, `too-many-entries` (nothing is written then), or what the vault
 *   could not keep
 */
export async function keepArchive(
  work: Work,
  step: OpenStep,
  opened: readonly OpenedSource[],
): Promise<NewArchive> {
  const { ctx, claim, ledger, plan } = work;
  const yielded = opened.filter((each) => each.open !== null);
  if (yielded.length === 0) throw fail("nothing-yielded", { sources: opened.length });
  const total = totalOf(yielded);
  if (total.entries > archiveEntriesMax) {
    throw fail("too-many-entries", { entries: total.entries, limit: archiveEntriesMax });
  }
  ledger.estimate.setTotal(total);
  await ledger.begin(step);

  const id = newId();
  const writer = await beginArchive(await vaultOf(ctx.db), {
    archiveId: id,
    owner: claim.owner,
    term: claim.term,
    signal: work.signal,
    previous: work.previous,
    manifest: {
      plan: { id: plan.id, name: plan.name },
      run: { id: claim.runId, number: claim.number },
      createdAt: ctx.clock.now(),
      timeZone: plan.timeZone,
      host: hostname(),
      version: productVersion,
    },
  });
  try {
    const sources: Given[] = [];
    const slowest = new SlowestFiles();
    for (const each of opened) sources.push(await addSource(work, { writer, slowest }, each));
    const archive = await finish(work, { id, writer, sources, opened, slowest });
    const state = step.counts.warnings > 0 ? "warnings" : "succeeded";
    const entries = plural(archive.entries, "entry", "entries");
    await ledger.end(step, state, { message: `${entries} kept: ${growthOf(archive)}.` });
    return archive;
  } catch (error) {
    await writer.abort();
    throw error;
  }
}

/** "2.1 GB, of which 12 MB were new; the vault grew by 4.1 MB". */
function growthOf({ contentBytes, newBytes, storedBytes, unread }: KeptArchive): string {
  const known = unread > 0 ? ` (${plural(unread, "unchanged file")} not read again)` : "";
  const parts = `${formatBytes(contentBytes)}${known}, of which ${formatBytes(newBytes)} were new`;
  return `${parts}; the vault grew by ${formatBytes(storedBytes)}`;
}

function totalOf(opened: readonly OpenedSource[]): { entries: number; bytes: number } {
  const sum = { entries: 0, bytes: 0 };
  for (const { open } of opened) {
    sum.entries += open?.count.entries ?? 0;
    sum.bytes += open?.count.bytes ?? 0;
  }
  return sum;
}

/** Adds one source's entries; a source that breaks off is marked as failed, what it gave stays. */
async function addSource(
  work: Work,
  { writer, slowest }: { writer: ArchiveWriter; slowest: SlowestFiles },
  each: OpenedSource,
): Promise<Given> {
  const { source, open } = each;
  const { kind, name } = source;
  const sum = { entries: 0, files: 0, bytes: 0, warnings: 0 };
  const see = (entry: Entry, added: AddedEntry) => {
    if (added.warning) {
      work.ledger.warn(name, added.warning);
      sum.warnings += 1;
    }
    if (!added.kept) return;
    sum.entries += 1;
    sum.files += entry.kind === "file" ? 1 : 0;
    sum.bytes += added.bytes;
  };
  const adding = new InOrder(entriesAtOnce, see);
  if (open) {
    try {
      for await (const entry of open.entries()) {
        const above = `${kindFolders[kind]}/`;
        const nameBytes = entry.nameBytes && Buffer.concat([Buffer.from(above), entry.nameBytes]);
        const placed = { ...entry, path: above + entry.path, nameBytes };
        const added = slowest.timed(placed.path, () => writer.add(placed, { kind, name }));
        await adding.put(entry, added);
      }
    } catch (error) {
      each.failure = sourceFailure(work, error);
    }
    await adding.end();
  }
  const state = each.failure ? "failed" : sum.warnings > 0 ? "warnings" : "succeeded";
  return { kind, name, path: sourcePlace(source), ...sum, state };
}

/** A source that stops giving entries is its own failure; what the vault says, or an abort, ends the run. */
function sourceFailure(work: Work, error: unknown): Failure {
  if (work.signal.aborted) throw error;
  const failure = asFailure(error);
  if (!failure.causeName.startsWith("source-")) throw failure;
  work.ledger.warn("Archive", failure);
  return failure;
}

/** Completes the file, records it behind the fence, then lets it appear under its name. */
async function finish(
  work: Work,
  made: {
    id: string;
    writer: ArchiveWriter;
    sources: Given[];
    opened: readonly OpenedSource[];
    slowest: SlowestFiles;
  },
): Promise<NewArchive> {
  const { ctx, claim } = work;
  const without = made.sources.filter(({ state }) => state === "failed").map(({ name }) => name);
  const tail = { sources: made.sources, warnings: work.ledger.listed };
  const kept = await made.writer.keep(tail, (archive) =>
    fencedWrite(ctx, claim, async (tx) => {
      const slowest = made.slowest.files();
      await tx.update(tables.runs).set({ slowest }).where(eq(tables.runs.id, claim.runId));
      await tx.insert(tables.archives).values({
        id: made.id,
        runId: claim.runId,
        planId: claim.planId,
        createdAt: ctx.clock.now(),
        file: archive.file,
        entries: archive.entries,
        bytes: archive.bytes,
        storedBytes: archive.storedBytes,
        newBytes: archive.newBytes,
        unread: archive.unread,
        windowsNames: archive.windowsNames,
        contentBytes: archive.contentBytes,
        sha256: archive.sha256,
        good: false, // until it was read back
        without,
      });
      const rows = made.opened.flatMap(({ source }, index) => {
        const given = made.sources[index];
        if (!given) return [];
        const { name, kind, entries, files, bytes, state } = given;
        const yielded = state !== "failed";
        const of = { archiveId: made.id, sourceId: source.id };
        const origin = originOf(source);
        return [{ id: newId(), ...of, name, kind, entries, files, bytes, yielded, origin }];
      });
      await tx.insert(tables.archiveSources).values(rows);
    }),
  );
  return { ...kept, id: made.id, without };
}

/** Another one once the source was given another name or other settings. */
function originOf({ name, config }: PlanSource): string {
  return hash("sha256", JSON.stringify([name, config])).slice(0, 16);
}
