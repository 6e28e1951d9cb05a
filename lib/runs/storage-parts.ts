import { eq } from "drizzle-orm";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { tables } from "#lib/db";
import type { SourceKind } from "#lib/plans/schema";
import type { SourceUse, StorageUse } from "./schema.ts";

const monthMs = 30 * 86_400_000;

/** What one source gave to one archive. */
interface Part {
  source: { id: string; name: string; kind: SourceKind };
  plan: { id: string; name: string };
  createdAt: Date;
  /** Of what the archive added to the vault. */
  bytes: number;
  contentBytes: number;
}

interface Whole {
  id: string;
  plan: { id: string; name: string };
  createdAt: Date;
  bytes: number;
  contentBytes: number;
}

/**
 * What was added by each source: an archive's share is cut by what each source put into it, unpacked,
 * because entries are not weighed one by one. A source goes by the name it has now.
 */
export async function partsOf(ctx: Context, kept: readonly Whole[]): Promise<Part[]> {
  allow(ctx, "archive:read");
  const { archiveId, sourceId, kind, bytes } = tables.archiveSources;
  const rows = await ctx.db
    .select({ archiveId, sourceId, kind, bytes, name: tables.sources.name })
    .from(tables.archiveSources)
    .innerJoin(tables.sources, eq(tables.sources.id, sourceId));
  const archives = new Map(kept.map((archive) => [archive.id, archive]));
  return rows.flatMap(({ archiveId, sourceId: id, kind, bytes, name }) => {
    const archive = archives.get(archiveId);
    if (!archive || archive.contentBytes === 0) return [];
    const { plan, createdAt } = archive;
    const share = (bytes / archive.contentBytes) * archive.bytes;
    return [{ source: { id, name, kind }, plan, createdAt, bytes: share, contentBytes: bytes }];
  });
}

/** By kind of source, largest first. */
export function kindsOf(parts: readonly Part[]): StorageUse["byKind"] {
  return [...Map.groupBy(parts, ({ source }) => source.kind)]
    .map(([kind, of]) => ({ kind, bytes: sum(of, "bytes") }))
    .toSorted((a, b) => b.bytes - a.bytes);
}

/** Source by source, largest first. */
export function sourcesOf(parts: readonly Part[], now: Date): SourceUse[] {
  const since = now.getTime() - monthMs;
  return [...Map.groupBy(parts, ({ source }) => source.id).values()]
    .flatMap((of) => {
      const [first] = of;
      if (!first) return [];
      const ofMonth = of.filter(({ createdAt }) => createdAt.getTime() > since);
      return {
        source: first.source,
        plan: first.plan,
        archives: of.length,
        bytes: sum(of, "bytes"),
        contentBytes: sum(of, "contentBytes"),
        monthBytes: sum(ofMonth, "bytes"),
      };
    })
    .toSorted((a, b) => b.bytes - a.bytes);
}

function sum(parts: readonly Part[], field: "bytes" | "contentBytes"): number {
  return Math.round(parts.reduce((total, part) => total + part[field], 0));
}
