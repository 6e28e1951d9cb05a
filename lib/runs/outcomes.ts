import { and, gte, isNotNull } from "drizzle-orm";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { tables } from "#lib/db";
import type { DayOutcome } from "./schema.ts";

const dayMs = 86_400_000;

/** How the runs of the last days ended, by local day, oldest first; a day without runs is all zeros. */
export async function dailyOutcomes(
  ctx: Context,
  { days, timeZone }: { days: number; timeZone: string },
): Promise<DayOutcome[]> {
  allow(ctx, "run:read");
  const now = ctx.clock.now();
  const since = new Date(now.getTime() - days * dayMs);
  const ended = await ctx.db
    .select({ at: tables.runs.endedAt, state: tables.runs.state })
    .from(tables.runs)
    .where(and(gte(tables.runs.endedAt, since), isNotNull(tables.runs.endedAt)));
  const outcomes = new Map<string, DayOutcome>();
  for (const day of lastDays(now, { days, timeZone })) {
    outcomes.set(day, { day, succeeded: 0, warnings: 0, failed: 0 });
  }
  for (const { at, state } of ended) {
    const outcome = at && outcomes.get(localDay(at, timeZone));
    if (!outcome) continue;
    if (state === "succeeded") outcome.succeeded += 1;
    if (state === "warnings") outcome.warnings += 1;
    if (state === "failed" || state === "interrupted") outcome.failed += 1;
  }
  return [...outcomes.values()];
}

/** The last local days, oldest first, today included; clock changes neither skip nor double one. */
export function lastDays(
  now: Date,
  { days, timeZone }: { days: number; timeZone: string },
): string[] {
  const today = new Date(`${localDay(now, timeZone)}T12:00:00Z`).getTime();
  return Array.from({ length: days }, (_, index) =>
    new Date(today - (days - 1 - index) * dayMs).toISOString().slice(0, 10),
  );
}

/** The local date of an instant, `2026-03-10`. */
export function localDay(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(at);
}
