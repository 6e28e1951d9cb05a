import { formatBytes, isFailure, plural } from "#lib/failures";
import { gapMsMax } from "#lib/plans";
import type { Plan } from "#lib/plans/schema";
import { readSetting } from "#lib/settings";
import { letGo } from "../bin/let-go.ts";
import { tendBin } from "../bin/tend.ts";
import { holdLastGood, releaseHeld } from "../brake/hold.ts";
import { readBrakes } from "../brake/read.ts";
import { applyRule, type KeptArchive } from "../kept-as.ts";
import type { NewArchive } from "./archive-step.ts";
import type { Work } from "./carry-out.ts";
import type { OpenStep } from "./ledger.ts";

const dayMs = 86_400_000;
/** So many newest good archives must lie close together before any is let go. */
const steadyArchives = 4;

/** Lets go what the plan's rule no longer keeps. An archive without one of its sources lets nothing go. */
export async function applyRetention(
  work: Work,
  step: OpenStep,
  archive: NewArchive,
): Promise<void> {
  const { ctx, plan, ledger, signal } = work;
  await ledger.begin(step);
  const [brake] = await readBrakes(ctx.db, [plan.id]);
  if (brake) await holdLastGood(ctx, brake);
  else await releaseHeld(ctx, plan.id);
  if (archive.without.length > 0) {
    const message = `Nothing was let go: this archive is without ${archive.without.join(", ")}.`;
    await ledger.end(step, "skipped", { message });
    return;
  }
  if (brake) {
    const message = `Nothing was let go: the brake is on, since the archive of run ${brake.run} is unlike those before it. Once a person has accepted or deleted it, retention goes on.`;
    await ledger.end(step, "skipped", { message });
    return;
  }
  const { id: planId, retention, timeZone } = plan;
  const rule = { planId, retention, timeZone, now: ctx.clock.now() };
  const judged = await applyRule(ctx.db, rule);
  const jump = clockJumpMs(plan, judged, rule.now);
  if (jump !== null) {
    const days = Math.round(jump / dayMs);
    const message = `Nothing was let go: two of the newest archives lie ${days} days apart, as after a clock that was set ahead. Once three in a row lie close together, retention goes on.`;
    await ledger.end(step, "skipped", { message });
    return;
  }
  const gone = judged.filter(({ because }) => because === null);
  let count = 0;
  for (const { archive } of gone) {
    signal.throwIfAborted();
    const because = "retention: no rule keeps it any more";
    if (!(await letGoUnlessHeld(work, { runId: archive.runId, because }))) continue;
    count += 1;
    ledger.moved({ entries: 1, bytes: archive.bytes });
  }
  await ledger.end(step, "succeeded", { message: await free(work, count) });
}

/** Somebody may have pinned it, or let it go, since the rule was applied. */
async function letGoUnlessHeld(
  { ctx }: Work,
  gone: { runId: string; because: string },
): Promise<boolean> {
  try {
    await letGo(ctx, gone);
    return true;
  } catch (error) {
    const held = ["archive-pinned", "archive-in-bin", "archive-let-go"] as const;
    if (held.some((cause) => isFailure(error, cause))) return false;
    throw error;
  }
}

/** Looks after the bin; tells how many archives went there, how many left it, and what that freed. */
async function free({ ctx, claim, signal }: Work, count: number): Promise<string> {
  const days = await readSetting(ctx.db, "binDays");
  const went =
    count === 0
      ? "No archive was let go"
      : `${plural(count, "archive was", "archives were")} let go`;
  const waits = count > 0 && days > 0 ? ` and can be taken back for ${plural(days, "day")}` : "";
  const tended = await tendBin(ctx, { me: claim, signal }).catch((error: unknown) => {
    if (isFailure(error, "archive-damaged")) return null;
    throw error;
  });
  if (!tended)
    return `${went}${waits}; no space was freed, since a damaged listing says not what it needs.`;
  const { left, pruned } = tended;
  const leaves = left > 0 ? `; ${plural(left, "archive")} left the bin` : "";
  if (!pruned) return `${went}${waits}${leaves}.`;
  if (pruned.waiting > 0)
    return `${went}${waits}${leaves}; space is freed once the archives under way are done.`;
  return `${went}${waits}${leaves}; ${formatBytes(Math.max(0, pruned.freedBytes))} freed.`;
}

/**
 * The longest time between two of the newest good archives, where it is far longer than the plan's
 * schedule explains; `null` where all is ordinary. Periods are counted from the newest archive, so
 * that one archive dated a year ahead could make all others look old.
 */
function clockJumpMs(plan: Plan, judged: readonly KeptArchive[], now: Date): number | null {
  const gap = gapMsMax(plan.schedule, plan.timeZone, now);
  if (gap === null) return null; // started by hand: any distance is ordinary
  const times = judged
    .filter(({ archive }) => archive.good && archive.createdAt <= now)
    .slice(0, steadyArchives)
    .map(({ archive }) => archive.createdAt.getTime());
  const gaps = times.slice(1).map((time, index) => (times[index] ?? time) - time);
  const longest = Math.max(0, ...gaps);
  return longest > 2 * gap + 30 * dayMs ? longest : null;
}
