import { and, eq, isNull, max, sql } from "drizzle-orm";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { tables } from "#lib/db";
import { listPlans, type SourceKind } from "#lib/plans";
import { futureMsMax, objectiveMs, type Protection, protectionOf } from "./protection.ts";

/** One source with how well it is protected. */
export interface ProtectedSource {
  source: { id: string; name: string; kind: SourceKind; path: string };
  plan: { id: string; name: string };
  /** Part of "Holdfast itself". */
  builtIn: boolean;
  protection: Protection;
  /** `null`: no good archive holds it. */
  lastGoodAt: Date | null;
  /** `null`: the plan runs by hand only. */
  objectiveMs: number | null;
}

/** `total` is what the verdict counts: sources of enabled plans; paused ones stand beside it. */
export interface ProtectionCounts {
  total: number;
  protected: number;
  stale: number;
  unprotected: number;
  paused: number;
}

export interface ProtectionReport {
  sources: ProtectedSource[];
  counts: ProtectionCounts;
  /** The same without "Holdfast itself": what the owner set up. */
  ownCounts: ProtectionCounts;
}

/** Every source of every plan with its newest good copy, measured against its plan's objective. */
export async function readProtection(ctx: Context): Promise<ProtectionReport> {
  allow(ctx, "status:read");
  const now = ctx.clock.now();
  const lastGood = await readLastGood(ctx, now);
  const sources = (await listPlans(ctx)).flatMap((plan) => {
    const objective = objectiveMs(plan, now);
    return plan.sources.map(({ id, name, kind, config }): ProtectedSource => {
      const lastGoodAt = lastGood.get(id) ?? null;
      const { enabled, builtIn } = plan;
      return {
        source: { id, name, kind, path: config.path },
        plan: { id: plan.id, name: plan.name },
        builtIn,
        protection: protectionOf({ lastGoodAt, objectiveMs: objective, enabled, now }),
        lastGoodAt,
        objectiveMs: objective,
      };
    });
  });
  const own = sources.filter((source) => !source.builtIn);
  return { sources, counts: count(sources), ownCounts: count(own) };
}

/**
 * When the newest good archive that holds a source was made, for each source that has one: not let
 * go, not damaged. One dated in the future counts only where there is no other.
 */
async function readLastGood(ctx: Context, now: Date): Promise<Map<string, Date>> {
  const { archives, archiveSources, sources } = tables;
  const latestMs = now.getTime() + futureMsMax;
  const rows = await ctx.db
    .select({
      sourceId: archiveSources.sourceId,
      trusted: sql<
        number | null
      >`max(iif(${archives.createdAt} <= ${latestMs}, ${archives.createdAt}, null))`,
      any: max(archives.createdAt),
    })
    .from(archiveSources)
    .innerJoin(archives, eq(archives.id, archiveSources.archiveId))
    .innerJoin(sources, and(eq(sources.id, archiveSources.sourceId), isNull(sources.removedAt)))
    .where(
      and(
        eq(archiveSources.yielded, true),
        eq(archives.good, true),
        isNull(archives.damaged),
        isNull(archives.letGoAt),
      ),
    )
    .groupBy(archiveSources.sourceId);
  return new Map(
    rows.flatMap(({ sourceId, trusted, any }) => {
      const at = trusted === null ? any : new Date(trusted);
      return at ? [[sourceId, at] as const] : [];
    }),
  );
}

function count(sources: readonly ProtectedSource[]): ProtectionCounts {
  const of = (protection: Protection) =>
    sources.filter((source) => source.protection === protection).length;
  const paused = of("paused");
  return {
    total: sources.length - paused,
    protected: of("protected"),
    stale: of("stale"),
    unprotected: of("unprotected"),
    paused,
  };
}
