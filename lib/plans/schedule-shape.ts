import { z } from "zod";
import { whole } from "./whole.ts";

/** The shape of a schedule; whether it can be followed is checked when a plan is saved. */

const timeSentence = "A time is hours and minutes, such as 02:30.";
const at = z.string(timeSentence).regex(/^([01]\d|2[0-3]):[0-5]\d$/, timeSentence);

/** The names that stand for five fields in many crons; kept as what they stand for. */
const nicknames: Record<string, string> = {
  "@hourly": "0 * * * *",
  "@daily": "0 0 * * *",
  "@midnight": "0 0 * * *",
  "@weekly": "0 0 * * 0",
  "@monthly": "0 0 1 * *",
  "@yearly": "0 0 1 1 *",
  "@annually": "0 0 1 1 *",
};

/** Text of a cron expression with single spaces; whether it can be followed is checked on saving. */
const cron = z
  .string("A cron expression has five fields: minute, hour, day, month, weekday.")
  .trim()
  .min(1, "A cron expression has five fields: minute, hour, day, month, weekday.")
  .max(120, "A cron expression has 120 characters at most.")
  .regex(/^[^\r\n]*$/, "A cron expression is one line.")
  .transform((text) => nicknames[text.toLowerCase()] ?? text.replace(/[ \t]+/g, " "));

const minute = whole("A minute is a number from 0 to 59.", { min: 0, max: 59 });
const weekday = whole("A weekday is a number from 0, Sunday, to 6.", { min: 0, max: 6 });
const day = whole("A day of the month is a number from 1 to 31.", { min: 1, max: 31 });

const every = "A schedule is every hour, day, week, month, cron or manual.";

/** When a plan comes due, read in the plan's own time zone. */
export const Schedule = z.discriminatedUnion(
  "every",
  [
    z.object({ every: z.literal("hour"), minute: minute.default(0) }),
    z.object({ every: z.literal("day"), at: at.default("02:00") }),
    z.object({
      every: z.literal("week"),
      /** 0 is Sunday. */
      weekday: weekday.default(0),
      at: at.default("02:00"),
    }),
    z.object({
      every: z.literal("month"),
      day: day.default(1),
      at: at.default("02:00"),
      /** In a month without that day: run on its last one, or not at all. */
      missing: z.enum(["last", "skip"]).default("last"),
    }),
    z.object({
      every: z.literal("cron"),
      /** Five fields: minute, hour, day, month, weekday. */
      cron,
    }),
    z.object({ every: z.literal("manual") }),
  ],
  every,
);
export type Schedule = z.infer<typeof Schedule>;
