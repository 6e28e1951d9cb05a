import { availableParallelism, release, totalmem } from "node:os";
import { asc, count, desc, eq, isNull, sql } from "drizzle-orm";
import type { Context } from "#lib/context";
import { tables } from "#lib/db";
import { asFailure } from "#lib/failures";
import { vaultStats } from "#lib/runs";
import { productVersion, readSetting } from "#lib/settings";
import type { Machine } from "../machine.ts";
import type { Pseudonyms } from "./pseudonyms.ts";

const runsMax = 50;
/** More say nothing more of what an installation is like. */
const devicesMax = 1_000;
const measureMsMax = 20_000;

/** Versions, and which variables are set: their values stay here. */
export function versions({ environment, nodeVersion }: Machine): unknown {
  return {
    holdfast: productVersion,
    node: nodeVersion,
    system: `${process.platform} ${process.arch} ${release()}`,
    processors: availableParallelism(),
    memoryBytes: totalmem(),
    uptimeSeconds: Math.round(process.uptime()),
    variables: Object.keys(environment).filter((name) => /^(?:HOLDFAST_|HOST$|PORT$)/.test(name)),
  };
}

/** What may be told of the settings; all others are secrets, or say whose installation it is. */
const told = ["timeZone", "anotherClock", "scrubDays", "binDays", "binTendedAt", "scrub"] as const;

export async function settings({ db }: Context): Promise<unknown> {
  const each = told.map(async (name) => [name, await readSetting(db, name)] as const);
  return Object.fromEntries(await Promise.all(each));
}

export async function plans({ db }: Context, words: Pseudonyms): Promise<unknown> {
  const rows = await db.select().from(tables.plans);
  const sources = await db.select().from(tables.sources).where(isNull(tables.sources.removedAt));
  return rows.map((plan) => ({
    plan: plan.builtIn ? plan.name : words.of("plan", plan.name),
    ...{ type: plan.type, enabled: plan.enabled, schedule: plan.schedule },
    ...{ timeZone: plan.timeZone, retention: plan.retention, brake: plan.brake },
    sources: sources
      .filter(({ planId }) => planId === plan.id)
      .map(({ kind, name }) => ({ kind, source: words.of("source", name) })),
  }));
}

export async function devices({ db }: Context, words: Pseudonyms): Promise<unknown> {
  const there = isNull(tables.devices.removedAt);
  const total = await db.select({ all: count() }).from(tables.devices).where(there).get();
  const rows = await db.select().from(tables.devices).where(there).limit(devicesMax);
  return {
    total: total?.all ?? 0,
    devices: rows.map((device) => ({
      device: words.of("device", device.name),
      address: words.of("address", device.address),
      credential: words.of("credential", device.credentialId),
      ...{ platform: device.platform, port: device.port, enabled: device.enabled },
      ...{ hostKeyType: device.hostKeyType, hostKeyChanged: device.seenHostKey !== null },
      ...{ legacy: device.legacy.length, limits: device.limits },
    })),
  };
}

/** The newest runs with what went wrong in them. */
export async function runs({ db }: Context, words: Pseudonyms): Promise<unknown> {
  const rows = await db
    .select({ run: tables.runs, plan: tables.plans.name })
    .from(tables.runs)
    .innerJoin(tables.plans, eq(tables.plans.id, tables.runs.planId))
    .orderBy(desc(tables.runs.number))
    .limit(runsMax);
  return rows.map(({ run, plan }) => ({
    ...{ number: run.number, plan: words.of("plan", plan), trigger: run.trigger },
    ...{ state: run.state, queuedAt: run.queuedAt, startedAt: run.startedAt, endedAt: run.endedAt },
    ...{ warnings: run.warningCount, error: words.value(run.error) },
  }));
}

export async function tableSizes({ db }: Context): Promise<unknown> {
  const names = await db.all<{ name: string }>(
    sql`select name from sqlite_master where type = 'table' order by ${asc(sql`name`)}`,
  );
  const sizes: Record<string, number> = {};
  for (const { name } of names) {
    const row = await db.get<{ rows: number }>(
      sql`select count(*) as rows from ${sql.identifier(name)}`,
    );
    sizes[name] = row?.rows ?? 0;
  }
  return sizes;
}

export async function vault(ctx: Context, words: Pseudonyms): Promise<unknown> {
  try {
    const { runs: newest, ...stats } = await vaultStats(ctx, AbortSignal.timeout(measureMsMax));
    return {
      ...stats,
      newest: newest.map((run) => ({ ...run, plan: words.of("plan", run.plan) })),
    };
  } catch (error) {
    const { causeName, message } = asFailure(error);
    return { failed: causeName, sentence: words.text(message) };
  }
}
