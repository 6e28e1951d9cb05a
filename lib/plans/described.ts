import { isDeepStrictEqual } from "node:util";
import type { Plan } from "./schema.ts";

/** A plan as the activity trail shows it: what a person decides on, sources without their ids. */
export function described(plan: Plan): Record<string, unknown> {
  const { name, type, schedule, timeZone, retention, enabled } = plan;
  const { silentMinutes, brake, objectiveHours, readAllDays } = plan;
  return {
    name,
    type,
    schedule,
    timeZone,
    retention,
    enabled,
    silentMinutes,
    brake,
    objectiveHours,
    readAllDays,
    sources: plan.sources.map((source) => ({
      kind: source.kind,
      name: source.name,
      ...source.config,
    })),
  };
}

/** The fields of a plan that differ, as they were and as they are. */
export function differences(before: Plan, after: Plan) {
  const [old, now] = [described(before), described(after)];
  const changed = Object.keys(now).filter((field) => !isDeepStrictEqual(old[field], now[field]));
  const only = (plan: Record<string, unknown>) =>
    Object.fromEntries(changed.map((field) => [field, plan[field]]));
  return { was: only(old), is: only(now) };
}
