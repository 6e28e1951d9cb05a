import { applyRule } from "../kept-as.ts";
import { letGo } from "../let-go.ts";
import { numbersOf } from "../retention-preview.ts";
import type { NewArchive } from "./archive-step.ts";
import type { Work } from "./carry-out.ts";
import type { OpenStep } from "./ledger.ts";

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
  const { id: planId, retention, timeZone } = plan;
  const rule = { planId, retention, timeZone, now: ctx.clock.now() };
  const gone = (await applyRule(ctx.db, rule)).filter(({ because }) => because === null);
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
  const message =
    gone.length === 0
      ? "No archive was let go."
      : `${gone.length} ${gone.length === 1 ? "archive was" : "archives were"} let go.`;
  await ledger.end(step, "succeeded", { message });
}
