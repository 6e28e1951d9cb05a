import { z } from "zod";

/** What there is to be told of. Each kind has a rule of its own. */
export const alarmKinds = [
  "no-good-copy",
  "own-backup",
  "runs-failed",
  "runs-warned",
  "host-key",
  "quarantined",
  "credential",
  "damage",
  "brake",
  "disk",
  "worker-silent",
  "web-silent",
  "clock",
  "channel",
] as const;
export type AlarmKind = (typeof alarmKinds)[number];

const told = z.union([z.literal("all"), z.array(z.string()).max(50)]);

export const AlarmRule = z.object({
  /** Ids of the channels that are told; `all`: every channel that is enabled. */
  channels: told,
  /** From how many on it is an alarm: failures in a row, or days ahead; kinds without a measure have 1. */
  after: z.number().int().min(1).max(365),
  /** Told again so often while nobody has taken it, in hours; `null`: once only. */
  repeatHours: z.number().int().min(1).max(720).nullable(),
  /** Whether its end is told as well. */
  recoveries: z.boolean(),
  /** Whether it is told in quiet hours too. */
  breaksQuiet: z.boolean(),
});
export type AlarmRule = z.infer<typeof AlarmRule>;
export type AlarmRules = Record<AlarmKind, AlarmRule>;

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "A time is given as 22:00.");

/** Hours in which only what breaks through is told; in the time zone of the console. */
export const QuietHours = z.object({ from: time, until: time }).nullable();
export type QuietHours = z.infer<typeof QuietHours>;

export const ChangeRule = AlarmRule.extend({ kind: z.enum(alarmKinds) });
export type ChangeRule = z.infer<typeof ChangeRule>;

/** What is told without anything being wrong; in the time zone of the console. */
export const Summaries = z.object({
  digest: z.object({
    every: z.enum(["never", "day", "week"]),
    at: time,
    /** Of a weekly one; 0 is Sunday. */
    weekday: z.number().int().min(0).max(6),
    channels: told,
  }),
  /** The evidence of the month that ended, on its first day. */
  report: z.object({ monthly: z.boolean(), channels: told }),
  /** Configurations that changed, with their first redacted lines; an empty list: nobody is told. */
  changes: z.object({ channels: told }),
});
export type Summaries = z.infer<typeof Summaries>;

/** How old the copy of a device with this tag may become, in hours; `null`: as its plans say. */
export const TagObjective = z.object({
  tag: z.string().trim().min(1, "A tag is needed.").max(64),
  hours: z.number().int().min(1, "1 to 8784 hours.").max(8_784, "1 to 8784 hours.").nullable(),
});
export type TagObjective = z.infer<typeof TagObjective>;

const id = z.string().min(1);

export const TakeAlarm = z.object({
  id,
  comment: z.string().trim().max(500, "A comment has 500 characters at most.").default(""),
});
export const SnoozeAlarm = z.object({
  id,
  hours: z
    .number()
    .int()
    .min(1)
    .max(24 * 90),
});
export const AlarmId = z.object({ id });
export type TakeAlarm = z.input<typeof TakeAlarm>;
export type SnoozeAlarm = z.infer<typeof SnoozeAlarm>;
export type AlarmId = z.infer<typeof AlarmId>;

/** What is wrong, as it is found when somebody looks. */
export interface Sign {
  /** The cause: the same as long as the same is wrong with the same. */
  key: string;
  kind: AlarmKind;
  severity: "failure" | "warning";
  title: string;
  consequence: string;
  next: { words: string; path: string };
  /** Names of what it concerns. */
  subjects: string[];
  /** What the rule's `after` is held against; absent: it is an alarm at once. */
  measure?: number;
}

/** An alarm as lists show it. */
export interface Alarm extends Omit<Sign, "measure"> {
  id: string;
  openedAt: Date;
  worsenedAt: Date | null;
  closedAt: Date | null;
  closedBecause: string | null;
  acknowledgedAt: Date | null;
  acknowledgedBy: string | null;
  comment: string | null;
  snoozedUntil: Date | null;
  snoozedBy: string | null;
  toldAt: Date | null;
  reminders: number;
}
