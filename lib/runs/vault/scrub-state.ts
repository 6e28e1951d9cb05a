import { gte } from "drizzle-orm";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { tables } from "#lib/db";
import { readSetting, type SettingValue } from "#lib/settings";
import { growthOf } from "../rows.ts";
import { coverage, type DayRead } from "./scrub-reads.ts";

/** What the rolling check remembers of itself. */
export type Scrub = NonNullable<SettingValue<"scrub">>;

const dayMs = 86_400_000;

/** The rolling check as people see it. */
export interface ScrubState {
  /** In so many days everything is read. */
  days: number;
  /** `null`: it has not checked yet. */
  last: Scrub | null;
  /** When it reads on; `null`: at once. */
  nextAt: Date | null;
  /** The check of everything that somebody asked for; `null`: nobody did. */
  asked: SettingValue<"scrubAsk">;
  /** Why the last one could not go through; `null`: it did. */
  failed: SettingValue<"scrubFailed">;
}

/** How far the rolling check has come, and when it goes on. */
export async function readScrub(ctx: Context): Promise<ScrubState> {
  allow(ctx, "archive:read");
  const last = await readSetting(ctx.db, "scrub");
  const days = await readSetting(ctx.db, "scrubDays");
  const asked = await readSetting(ctx.db, "scrubAsk");
  const failed = await readSetting(ctx.db, "scrubFailed");
  const now = ctx.clock.now().getTime();
  const nextMs = last?.isDone ? Date.parse(last.begunAt) + dayMs : now;
  // A round that begins in the future was begun under a clock that has been set back since.
  const isDue = nextMs <= now || nextMs > now + dayMs;
  return { days, last, nextAt: isDue ? null : new Date(nextMs), asked, failed };
}

/** What of the vault was read whole within the days that are set. */
export interface ScrubCoverage {
  /** 0 to 1; `null`: the vault is empty. */
  share: number | null;
  /** What was read whole, day by day, newest first. */
  reads: DayRead[];
}

/** @param vaultBytes what the vault takes now */
export async function scrubCoverage(ctx: Context, vaultBytes: number): Promise<ScrubCoverage> {
  allow(ctx, "archive:read");
  const days = await readSetting(ctx.db, "scrubDays");
  const reads = await readSetting(ctx.db, "scrubReads");
  const since = new Date(ctx.clock.now().getTime() - days * dayMs);
  const { createdAt } = tables.archives;
  const rows = await ctx.db.select().from(tables.archives).where(gte(createdAt, since));
  const there = rows.filter(({ freedAt }) => freedAt === null);
  const written = there.map((row) => ({ at: row.createdAt, bytes: growthOf(row).storedBytes }));
  const share = coverage({ reads, written, vaultBytes, since });
  return { share, reads: reads.toReversed() };
}
