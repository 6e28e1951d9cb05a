import { z } from "zod";
import { Name } from "#lib/entries/schema";
import { Schedule } from "./schedule-shape.ts";
import { whole } from "./whole.ts";

export { defaultName, sourceName } from "./source-name.ts";
export { sourcePlace } from "./source-place.ts";

/** Shapes of plans, shared by forms, the command line and `apply`; no database in here. */

export { Name, Schedule };

export const planTypes = ["full", "config", "data"] as const;
export type PlanType = (typeof planTypes)[number];

export const sourceKinds = ["database", "media", "logs", "files", "devices"] as const;
export type SourceKind = (typeof sourceKinds)[number];

/** Days by their number in schedules: 0 is Sunday. */
export const weekdays = [
  "Sunday",
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
] as const;

/** How far an archive may be from those before it until it is flagged. */
export const brakeModes = ["off", "usual", "strict"] as const;
export type BrakeMode = (typeof brakeModes)[number];

/** Which kinds of sources a plan of each type takes. */
export const kindsOfType: Record<PlanType, readonly SourceKind[]> = {
  full: ["database", "media", "logs", "files", "devices"],
  data: ["database", "media"],
  config: ["files", "devices"],
};

const count = whole("A number of archives is 0 to 10000.", { min: 0, max: 10_000 }).optional();
const spanSentence = "A span is years, months, days, hours, such as 1y2m7d3h.";

/** How many archives stay: rules add up, periods are counted from the newest good archive. */
export const Retention = z.object({
  keepLast: count,
  keepHourly: count,
  keepDaily: count,
  keepWeekly: count,
  keepMonthly: count,
  keepYearly: count,
  /** Everything this young stays, such as `14d`, `1y2m7d3h`. */
  keepWithin: z
    .string(spanSentence)
    .trim()
    .regex(/^(?=.)(\d{1,5}y)?(\d{1,5}m)?(\d{1,5}d)?(\d{1,5}h)?$/, spanSentence)
    .optional(),
});
export type Retention = z.infer<typeof Retention>;

const pattern = z
  .string()
  .min(1, "A pattern is not empty.")
  .max(1_000, "A pattern has 1000 characters at most.");
const patterns = z.array(pattern).max(200, "A source takes 200 patterns at most.");

/** Where a source lies; relative paths would depend on the folder Holdfast was started in. */
const path = z
  .string("A path is needed.")
  .trim()
  .min(1, "A path is needed.")
  .max(4_096, "A path has 4096 characters at most.")
  .regex(/^\//, "A path begins with /, such as /srv/app.")
  .regex(/^[^\0]*$/, "A path holds no NUL character.");

/** What a folder source takes: its path and gitignore-like patterns relative to it. */
export const FolderConfig = z.object({
  path,
  /** Nothing here: every file. Otherwise a file must match one of these. */
  include: patterns.default([]),
  exclude: patterns.default([]),
  /** Patterns match whatever the case. */
  ignoreCase: z.boolean().default(false),
  /** Folders that hold a file of this name are left out. */
  excludeIfPresent: z.string().max(255, "A file name has 255 characters at most.").default(""),
  /** Folders marked with CACHEDIR.TAG are left out. */
  excludeCaches: z.boolean().default(true),
  /** Larger files are left out; `null`: no limit. */
  largerThanBytes: z
    .int("A size is a whole number of bytes.")
    .positive("A size is more than 0 bytes.")
    .nullable()
    .default(null),
  /** Stay on the file system of `path`. */
  oneFileSystem: z.boolean().default(false),
});
export type FolderConfig = z.infer<typeof FolderConfig>;

export const DatabaseConfig = z.object({
  engine: z.literal("sqlite").default("sqlite"),
  path,
});
export type DatabaseConfig = z.infer<typeof DatabaseConfig>;

const words = (none: string) =>
  z
    .array(z.string().trim().min(1, none).max(64, "A word has 64 characters at most."))
    .min(1, none)
    .max(2_000, "A plan names 2000 of them at most.");

/** Which devices a plan takes. */
export const DevicesConfig = z.object({
  select: z.union(
    [
      z.strictObject({ all: z.literal(true) }),
      z.strictObject({ tags: words("Give a tag.") }),
      z.strictObject({ sites: words("Give a site.") }),
      z.strictObject({ names: words("Give the name of a device.") }),
    ],
    "Devices are chosen as all, or by tags, sites or names.",
  ),
});
export type DevicesConfig = z.infer<typeof DevicesConfig>;

const common = {
  /** Of an existing source that is kept; absent for a new one. */
  id: z.uuid().optional(),
  /** Its folder in the archive; absent: made from the path's last part. */
  name: Name.optional(),
};

const kind = "A source is a database, media, logs, files or devices.";

/** A source as a form or a file gives it. */
export const SourceInput = z.discriminatedUnion(
  "kind",
  [
    z.object({ kind: z.literal("database"), ...common, config: DatabaseConfig }),
    z.object({ kind: z.literal("media"), ...common, config: FolderConfig }),
    z.object({ kind: z.literal("logs"), ...common, config: FolderConfig }),
    z.object({ kind: z.literal("files"), ...common, config: FolderConfig }),
    z.object({ kind: z.literal("devices"), ...common, config: DevicesConfig }),
  ],
  kind,
);
export type SourceInput = z.infer<typeof SourceInput>;

/** A source as a plan has it. */
export type PlanSource = SourceInput & { id: string; name: string; acceptedAt: Date | null };

export const timeZone = z
  .string("A time zone is needed, such as Europe/Berlin.")
  .refine(isTimeZone, "This is not a time zone name, such as Europe/Berlin.");

/** As many sources as one plan may have: each is a step of its runs. */
export const planSourcesMax = 50;

/** As many plans as an installation may have: the clock looks at each of them on every tick. */
export const plansMax = 500;

/** A plan as a form or a file gives it. */
export const PlanInput = z.object({
  name: Name,
  type: z.enum(planTypes, "A type is full, config or data."),
  schedule: Schedule,
  timeZone,
  retention: Retention,
  enabled: z.boolean().default(true),
  silentMinutes: whole("The limit is 1 to 1440 minutes.", { min: 1, max: 1_440 }).default(10),
  brake: z.enum(brakeModes, "A brake is off, usual or strict.").default("usual"),
  /** How old its newest good copy may become; for a plan that is started by hand only. */
  objectiveHours: whole("An objective is 1 to 8784 hours.", { min: 1, max: 8_784 })
    .nullable()
    .default(null),
  /** Files are read although unchanged once so many days have passed; `null`: never. */
  readAllDays: whole("Between reading everything lie 1 to 3660 days.", { min: 1, max: 3_660 })
    .nullable()
    .default(null),
  sources: z
    .array(SourceInput)
    .max(planSourcesMax, `A plan has ${planSourcesMax} sources at most.`),
});
export type PlanInput = z.infer<typeof PlanInput>;

/** The same before defaults are filled in, as callers may write it. */
export type PlanInputGiven = z.input<typeof PlanInput>;

/** What a schedule would do, while it is being written. */
export interface SchedulePreview {
  sentence: string;
  /** Five at most; none for a manual plan. */
  nextRuns: Date[];
  /** What the clock changes of the coming year do to it, a sentence each. */
  notes: string[];
  /** How many runs of other plans start in each of the 24 hours of a day. */
  otherStarts: number[];
  /** The same for this schedule. */
  ownStarts: number[];
}

/** A plan as it is stored. */
export interface Plan {
  id: string;
  name: string;
  type: PlanType;
  schedule: Schedule;
  timeZone: string;
  retention: Retention;
  enabled: boolean;
  /** "Holdfast itself". */
  builtIn: boolean;
  silentMinutes: number;
  brake: BrakeMode;
  /** Of a plan that is started by hand; `null`: none was set, or its schedule says it. */
  objectiveHours: number | null;
  /** `null`: unchanged files are never read again. */
  readAllDays: number | null;
  /** `null`: it never runs by itself (disabled, manual, deleted). */
  nextRunAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
  /** Set once it was deleted; its archives stay. */
  deletedAt: Date | null;
  sources: PlanSource[];
}

function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false; // an offset such as +01:00 knows no clock changes
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
