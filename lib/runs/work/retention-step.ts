import { formatBytes, isFailure } from "#lib/failures";
import { gapMsMax } from "#lib/plans";
import type { Plan } from "#lib/plans/schema";
import { readBrakes } from "../brake/read.ts";
import { applyRule, type KeptArchive } from "../kept-as.ts";
import { letGo } from "../let-go.ts";
import { numbersOf } from "../retention-preview.ts";
import { freeSpace } from "../vault/free-space.ts";
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
  if (archive.without.length > 0) {
    const message = `Nothing was let go: this archive is without ${archive.without.join(", ")}.`;
    await ledger.end(step, "skipped", { message });
    return;
  }
  const [brake] = await readBrakes(ctx.db, [plan.id]);
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
  const numbers = await numbersOf(
    ctx,
    gone.map((each) => each.archive.runId),
  );
  for (const each of gone) {
    signal.throwIfAborted();
    const number = numbers.get(each.archive.runId) ?? 0;
    const because = "retention: no rule keeps it any more";
    await letGo(ctx, { archive: each.archive, number, planName: plan.name, because });
    ledger.moved({ entries: 1, bytes: each.archive.bytes });
  }
  const message = gone.length === 0 ? "No archive was let go." : await free(work, gone.length);
  await ledger.end(step, "succeeded", { message });
}

/** Frees what only those archives needed; tells how many went, and what that gave. */
async function free({ ctx, claim, signal }: Work, count: number): Promise<string> {
  const went = `${count} ${count === 1 ? "archive was" : "archives were"} let go`;
  const freed = await freeSpace(ctx, { me: claim, signal }).catch((error: unknown) => {
    if (isFailure(error, "archive-damaged")) return null;
    throw error;
  });
  if (!freed) return `${went}; no space was freed, since a damaged listing says not what it needs.`;
  const { freedBytes, waiting } = freed;
  if (waiting > 0) return `${went}; their space is freed once the archives under way are done.`;
  return `${went}, ${formatBytes(Math.max(0, freedBytes))} freed.`;
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
