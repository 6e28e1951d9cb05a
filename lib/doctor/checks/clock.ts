import { and, desc, eq, gt } from "drizzle-orm";
import type { Context } from "#lib/context";
import { tables } from "#lib/db";
import { formatDuration } from "#lib/failures";
import { readSetting } from "#lib/settings";
import { bad, good, warning } from "../finding.ts";
import type { Finding } from "../schema.ts";

/** A jump is worth a word for so long. */
const jumpMs = 7 * 86_400_000;
/** Two clocks that are kept right differ by less. */
const aheadMsMax = 60_000;
const keepRight = {
  remedy: "Let this machine keep its time by NTP.",
  command: "timedatectl set-ntp true",
};

/** Whether the clock can be trusted: every age and every due time is told by it. */
export async function checkClock(ctx: Context): Promise<Finding[]> {
  return [await againstArchives(ctx), await jumps(ctx), await zone(ctx)];
}

async function againstArchives(ctx: Context): Promise<Finding> {
  const named = { id: "clock.now", title: "Clock" };
  const newest = await ctx.db
    .select({ at: tables.archives.createdAt })
    .from(tables.archives)
    .orderBy(desc(tables.archives.createdAt))
    .limit(1)
    .get();
  const now = ctx.clock.now();
  const aheadMs = newest ? newest.at.getTime() - now.getTime() : 0;
  if (aheadMs <= aheadMsMax) return good(named, `It says ${now.toISOString().slice(0, 19)}Z.`);
  const by = formatDuration(aheadMs);
  return bad(named, {
    sentence: `The newest archive was made ${by} from now: this clock is behind. Ages are wrong.`,
    ...keepRight,
  });
}

async function jumps(ctx: Context): Promise<Finding> {
  const named = { id: "clock.jumps", title: "Clock jumps" };
  const since = new Date(ctx.clock.now().getTime() - jumpMs);
  const { activity } = tables;
  const last = await ctx.db
    .select({ at: activity.at, after: activity.after })
    .from(activity)
    .where(and(eq(activity.action, "clock:set"), gt(activity.at, since)))
    .orderBy(desc(activity.id))
    .limit(1)
    .get();
  if (!last) return good(named, "None in the last 7 days.");
  const movedMs = Number((last.after as { movedMs?: number } | null)?.movedMs ?? 0);
  const by = `${formatDuration(Math.abs(movedMs))} ${movedMs < 0 ? "back" : "ahead"}`;
  return warning(named, {
    sentence: `It jumped ${by} at ${last.at.toISOString().slice(0, 16)}Z. Due times moved with it.`,
    ...keepRight,
  });
}

async function zone(ctx: Context): Promise<Finding> {
  const named = { id: "clock.zone", title: "Time zone" };
  const timeZone = await readSetting(ctx.db, "timeZone");
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    return good(named, `${timeZone}, by time zone data ${process.versions.tz ?? "of Node"}.`);
  } catch {
    return bad(named, {
      sentence: `This Node does not know the time zone ${timeZone}. Times cannot be shown in it.`,
      remedy: "Choose another time zone in the settings.",
      page: { words: "Open settings", path: "/settings" },
    });
  }
}
