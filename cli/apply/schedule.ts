import { z } from "zod";
import { Schedule } from "#lib/plans/schema";

const periods: Record<string, Schedule["every"]> = {
  hour: "hour",
  hourly: "hour",
  day: "day",
  daily: "day",
  week: "week",
  weekly: "week",
  month: "month",
  monthly: "month",
  cron: "cron",
  manual: "manual",
};

const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

/** What each kind of schedule takes besides `every`. */
const fields: Record<Schedule["every"], readonly string[]> = {
  hour: ["minute"],
  day: ["at"],
  week: ["weekday", "at"],
  month: ["day", "at", "missing"],
  cron: ["cron"],
  manual: [],
};

/**
 * A schedule as a person writes it: `daily`, `{ every: monthly, day: 31, at: "02:00" }`,
 * `{ cron: "*\/15 * * * *" }`.
 */
export const ScheduleText = z
  .unknown()
  .superRefine((given, check) => {
    const written = normalise(given);
    if (!written) return;
    const known = fields[written.every as Schedule["every"]];
    if (!known) return;
    const strange = Object.keys(written).filter((key) => key !== "every" && !known.includes(key));
    for (const key of strange) {
      const message = `A schedule of every ${written.every} takes no “${key}”.`;
      check.addIssue({ code: "custom", path: [key], message });
    }
    if (strange.length === 0) return;
    // What follows is not reached any more, and all problems are told at once.
    for (const { code, path, message } of Schedule.safeParse(written).error?.issues ?? []) {
      if (code !== "unrecognized_keys") check.addIssue({ code: "custom", path, message });
    }
  })
  .transform((given) => normalise(given) ?? given)
  .pipe(Schedule);

/** The words of the file as those of a plan; `null` when it is neither a word nor keys. */
function normalise(given: unknown): Record<string, unknown> | null {
  if (typeof given === "string") return { every: periods[given.toLowerCase()] ?? given };
  if (typeof given !== "object" || given === null || Array.isArray(given)) return null;
  const written: Record<string, unknown> = { ...given };
  if (written.every === undefined && written.cron !== undefined) written.every = "cron";
  if (typeof written.every === "string") {
    written.every = periods[written.every.toLowerCase()] ?? written.every;
  }
  if (typeof written.weekday === "string") {
    const at = weekdays.indexOf(written.weekday.toLowerCase());
    if (at >= 0) written.weekday = at;
  }
  return written;
}
