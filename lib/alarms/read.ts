import { and, eq, isNull, max, sql } from "drizzle-orm";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { tables } from "#lib/db";
import { listPlans, type Plan, type PlanSource, type SourceKind, sourcePlace } from "#lib/plans";
import { judgeDevices, type ProtectedDevice } from "./devices.ts";
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
  /** `null`: its plans run by hand only, and none of them sets one. */
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
  /** Each data source once, with the plan that promises the freshest copy of it. */
  sources: ProtectedSource[];
  /** Each source of each plan: one that stands in two plans, twice. */
  inPlans: ProtectedSource[];
  /** Every device, by name; a plan's list of devices is no source of its own. */
  devices: ProtectedDevice[];
  /** Of `sources` and `devices`: the verdict. */
  counts: ProtectionCounts;
  /** The same without what is in "Holdfast itself" alone: what the owner set up. */
  ownCounts: ProtectionCounts;
  sourceCounts: ProtectionCounts;
  /** Quarantined devices are counted beside, not instead. */
  deviceCounts: ProtectionCounts & { quarantined: number };
}

/**
 * Every source with its newest good copy, measured against its objective. What has the same kind and
 * path in several plans is one source: the newest copy of any of them counts, against the shortest
 * objective of those that are enabled.
 */
export async function readProtection(ctx: Context): Promise<ProtectionReport> {
  allow(ctx, "status:read");
  const now = ctx.clock.now();
  const lastGood = await readLastGood(ctx, now);
  const plans = await listPlans(ctx);
  const places = plans.flatMap((plan) => {
    const objective = plan.enabled ? (objectiveMs(plan, now) ?? Infinity) : null;
    return plan.sources.map((source): Place => {
      return { plan, source, objective, lastGoodAt: lastGood.get(source.id) ?? null };
    });
  });
  const same = Map.groupBy(places, ({ source }) => `${source.kind} ${sourcePlace(source)}`);
  const judged = new Map([...same.values()].flatMap((each) => judge(each, now)));
  const inPlans = places.flatMap((place) => judged.get(place) ?? []);
  const sources = [...same.values()]
    .flatMap((each) => judged.get(leading(each)) ?? [])
    .filter(({ source }) => source.kind !== "devices");
  const devices = await judgeDevices(ctx, { plans, now });
  const own = sources.filter((source) => !source.builtIn);
  const quarantined = devices.filter((each) => each.quarantined > 0).length;
  return {
    sources,
    inPlans,
    devices,
    counts: count([...sources, ...devices]),
    ownCounts: count([...own, ...devices]),
    sourceCounts: count(sources),
    deviceCounts: { ...count(devices), quarantined },
  };
}

/** One source in one plan. */
interface Place {
  plan: Plan;
  source: PlanSource;
  /** Endless where there is none; `null` while the plan is disabled. */
  objective: number | null;
  lastGoodAt: Date | null;
}

/** Of one source in every plan that has it: the place in the plan that promises the freshest copy. */
function leading(places: readonly Place[]): Place {
  return places.reduce((best, each) =>
    each.objective !== null && (best.objective === null || each.objective < best.objective)
      ? each
      : best,
  );
}

function judge(places: readonly Place[], now: Date): [Place, ProtectedSource][] {
  const { objective } = leading(places);
  const objectiveMs = objective === Infinity ? null : objective;
  const lastGoodAt = newest(
    places.flatMap((place) => place.lastGoodAt ?? []),
    now,
  );
  return places.map((place) => {
    const { id, name, kind } = place.source;
    const { enabled, builtIn } = place.plan;
    const judged: ProtectedSource = {
      source: { id, name, kind, path: sourcePlace(place.source) },
      plan: { id: place.plan.id, name: place.plan.name },
      builtIn,
      protection: protectionOf({ lastGoodAt, objectiveMs, enabled, now }),
      lastGoodAt,
      objectiveMs,
    };
    return [place, judged];
  });
}

/** The newest copy; one dated in the future only where there is no other. */
function newest(times: readonly Date[], now: Date): Date | null {
  const latest = now.getTime() + futureMsMax;
  const sorted = times.toSorted((a, b) => b.getTime() - a.getTime());
  return sorted.find((time) => time.getTime() <= latest) ?? sorted[0] ?? null;
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

function count(all: readonly { protection: Protection }[]): ProtectionCounts {
  const of = (protection: Protection) =>
    all.filter((each) => each.protection === protection).length;
  const paused = of("paused");
  return {
    total: all.length - paused,
    protected: of("protected"),
    stale: of("stale"),
    unprotected: of("unprotected"),
    paused,
  };
}
