import { offsetMs } from "#lib/context";
import { startMinutes } from "./schedule.ts";
import type { Plan } from "./schema.ts";

const minutesOfADay = 1_440;
const minuteMs = 60_000;

/**
 * How many runs start in each hour of a day: 24 numbers, the first for 00:00 to 00:59 on the wall of
 * `timeZone`. A plan counts with all its starts of a day on which it runs, whichever day that is;
 * disabled, deleted and manual plans do not count.
 *
 * @param at the zones are compared as they stand at this instant; pass `clock.now()`
 */
export function dayLoad(
  plans: readonly Pick<Plan, "schedule" | "timeZone" | "enabled" | "deletedAt">[],
  timeZone: string,
  at: Date,
): number[] {
  const hours = new Array<number>(24).fill(0);
  for (const plan of plans) {
    if (!plan.enabled || plan.deletedAt) continue;
    const shift = (offsetMs(timeZone, at) - offsetMs(plan.timeZone, at)) / minuteMs;
    for (const minute of startMinutes(plan.schedule)) {
      const shown = (((minute + shift) % minutesOfADay) + minutesOfADay) % minutesOfADay;
      const hour = Math.floor(shown / 60);
      hours[hour] = (hours[hour] ?? 0) + 1;
    }
  }
  return hours;
}
