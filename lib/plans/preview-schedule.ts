import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { dayLoad } from "./day-load.ts";
import { describeSchedule } from "./describe.ts";
import { listPlans } from "./list.ts";
import { clockNotes } from "./notes.ts";
import { checkSchedule, nextRuns } from "./schedule.ts";
import type { Schedule, SchedulePreview } from "./schema.ts";

/** As many due times show whether a schedule is what was meant. */
const previewRuns = 5;
/** A year has two clock changes; a pattern that meets more of them says the first ones. */
const notesMax = 4;

/**
 * What a schedule would do, while it is being written: its sentence, the next five runs, what the
 * clock changes of a year do to it, and the hours at which other plans start.
 *
 * @param asked `planId` is the plan that is changed, so that it is no other plan; `null` for a new one
 * @throws Failure `invalid` (field `schedule.cron`) or `never-runs`
 */
export async function previewSchedule(
  ctx: Context,
  asked: { planId: string | null; schedule: Schedule; timeZone: string },
): Promise<SchedulePreview> {
  allow(ctx, "plan:preview");
  const { schedule, timeZone } = asked;
  checkSchedule(schedule);
  const now = ctx.clock.now();
  const others = (await listPlans(ctx)).filter((plan) => plan.id !== asked.planId);
  const itself = { schedule, timeZone, enabled: true, deletedAt: null };
  return {
    sentence: describeSchedule(schedule, timeZone),
    nextRuns: nextRuns(schedule, timeZone, now, previewRuns),
    notes: clockNotes(schedule, timeZone, now).slice(0, notesMax),
    otherStarts: dayLoad(others, timeZone, now),
    ownStarts: dayLoad([itself], timeZone, now),
  };
}
