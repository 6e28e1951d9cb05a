import type { PlanInputGiven } from "#lib/plans";

/** A plan as a form gives it: one database, every night at 02:30 in Berlin, a week of days kept. */
export function planInput(changes: Partial<PlanInputGiven> = {}): PlanInputGiven {
  return {
    name: "nightly",
    type: "full",
    schedule: { every: "day", at: "02:30" },
    timeZone: "Europe/Berlin",
    retention: { keepDaily: 7 },
    sources: [{ kind: "database", config: { path: "/srv/app/app.db" } }],
    ...changes,
  };
}
