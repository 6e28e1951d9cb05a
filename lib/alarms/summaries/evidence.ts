import { and, count, gte, isNotNull, isNull, lt, max } from "drizzle-orm";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { tables } from "#lib/db";
import { type ProtectionCounts, readProtection } from "../read.ts";

/** A span of time: from the first instant, up to but not including the last. */
export interface Span {
  from: Date;
  until: Date;
}

/** One source or device, as evidence of how it is protected. */
export interface EvidenceLine {
  kind: "device" | "database" | "media" | "logs" | "files" | "devices";
  name: string;
  /** Its plan; empty: none takes it. */
  plan: string;
  protection: string;
  /** `null`: there is none. */
  lastGoodAt: Date | null;
}

/** What is protected now, and what happened in a span: runs, proofs, alarms. */
export interface Evidence {
  span: Span;
  at: Date;
  counts: ProtectionCounts;
  lines: EvidenceLine[];
  /** How many runs ended in each state. */
  runs: Record<string, number>;
  archives: { kept: number; verified: number; damagedNow: number; lastVerifiedAt: Date | null };
  /** Opened in the span, the oldest first. */
  alarms: { title: string; openedAt: Date; closedAt: Date | null }[];
}

/** Gathers the evidence of a span. */
export async function gatherEvidence(ctx: Context, span: Span): Promise<Evidence> {
  allow(ctx, "alarm:read");
  const report = await readProtection(ctx);
  return {
    span,
    at: ctx.clock.now(),
    counts: report.counts,
    lines: [
      ...report.sources.map(({ source, plan, protection, lastGoodAt }) => {
        return { kind: source.kind, name: source.name, plan: plan.name, protection, lastGoodAt };
      }),
      ...report.devices.map(({ device, plan, protection, lastGoodAt }) => {
        const of = plan?.name ?? "";
        return { kind: "device" as const, name: device.name, plan: of, protection, lastGoodAt };
      }),
    ],
    runs: await countRuns(ctx, span),
    archives: await countArchives(ctx, span),
    alarms: await alarmsOf(ctx, span),
  };
}

async function countRuns({ db }: Context, { from, until }: Span): Promise<Record<string, number>> {
  const { state, endedAt } = tables.runs;
  const rows = await db
    .select({ state, n: count() })
    .from(tables.runs)
    .where(and(gte(endedAt, from), lt(endedAt, until)))
    .groupBy(state);
  return Object.fromEntries(rows.map((row) => [row.state, row.n]));
}

async function countArchives(
  { db }: Context,
  { from, until }: Span,
): Promise<Evidence["archives"]> {
  const { createdAt, verifiedAt, damaged, letGoAt } = tables.archives;
  const kept = await db
    .select({ n: count(), verified: count(verifiedAt), last: max(verifiedAt) })
    .from(tables.archives)
    .where(and(gte(createdAt, from), lt(createdAt, until)))
    .get();
  const harmed = await db
    .select({ n: count() })
    .from(tables.archives)
    .where(and(isNotNull(damaged), isNull(letGoAt)))
    .get();
  return {
    kept: kept?.n ?? 0,
    verified: kept?.verified ?? 0,
    damagedNow: harmed?.n ?? 0,
    lastVerifiedAt: kept?.last ?? null,
  };
}

function alarmsOf({ db }: Context, { from, until }: Span): Promise<Evidence["alarms"]> {
  const { title, openedAt, closedAt } = tables.alarms;
  return db
    .select({ title, openedAt, closedAt })
    .from(tables.alarms)
    .where(and(gte(openedAt, from), lt(openedAt, until)))
    .orderBy(openedAt);
}
