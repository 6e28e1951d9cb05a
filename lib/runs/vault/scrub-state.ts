import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { readSetting, type SettingValue } from "#lib/settings";

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
}

/** How far the rolling check has come, and when it goes on. */
export async function readScrub(ctx: Context): Promise<ScrubState> {
  allow(ctx, "archive:read");
  const last = await readSetting(ctx.db, "scrub");
  const days = await readSetting(ctx.db, "scrubDays");
  const now = ctx.clock.now().getTime();
  const nextMs = last?.isDone ? Date.parse(last.begunAt) + dayMs : now;
  // A round that begins in the future was begun under a clock that has been set back since.
  const isDue = nextMs <= now || nextMs > now + dayMs;
  return { days, last, nextAt: isDue ? null : new Date(nextMs) };
}
