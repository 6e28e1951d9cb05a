import { gapMsMax, type Plan } from "#lib/plans";

/** How well a source is protected; the dashboard's colours stand for these. */
export type Protection = "protected" | "stale" | "unprotected" | "paused";

const hourMs = 3_600_000;

/** An objective is twice the longest gap between runs, and this on top for the run itself. */
const objectiveGraceMs = hourMs;
/** However short the objective, a copy this young still protects a little. */
const staleMsMin = 7 * 24 * hourMs;
/** A copy dated further ahead than this was made under a wrong clock: its age is not known. */
export const futureMsMax = hourMs;

/**
 * How old a plan's newest good copy may become, in milliseconds: twice the longest gap between its
 * next 50 due times, plus 1 h, or what a person set. `null`: nobody did, and it does not run by itself.
 */
export function objectiveMs(
  plan: Pick<Plan, "schedule" | "timeZone" | "objectiveHours">,
  now: Date,
): number | null {
  if (plan.objectiveHours !== null) return plan.objectiveHours * hourMs;
  const gapMs = gapMsMax(plan.schedule, plan.timeZone, now);
  return gapMs === null ? null : 2 * gapMs + objectiveGraceMs;
}

/**
 * The one judgement of protection, for every page and the status.
 *
 * @param facts `lastGoodAt` is `null` without a good copy; `objectiveMs` is `null` where there is no
 *   objective, and then any good copy protects; `enabled` is that of the plan
 */
export function protectionOf(facts: {
  lastGoodAt: Date | null;
  objectiveMs: number | null;
  enabled: boolean;
  now: Date;
}): Protection {
  const { lastGoodAt, objectiveMs, enabled, now } = facts;
  if (!enabled) return "paused";
  if (!lastGoodAt) return "unprotected";
  const ageMs = now.getTime() - lastGoodAt.getTime();
  if (ageMs < -futureMsMax) return "stale";
  if (objectiveMs === null || ageMs <= objectiveMs) return "protected";
  return ageMs <= Math.max(staleMsMin, 2 * objectiveMs) ? "stale" : "unprotected";
}
