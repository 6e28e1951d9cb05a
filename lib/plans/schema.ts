import { z } from "zod";

/** Shapes of plans, shared by forms, the command line and `apply`; no database in here. */

export const planTypes = ["full", "config", "data"] as const;
export type PlanType = (typeof planTypes)[number];

export const sourceKinds = ["database", "media", "logs", "files", "devices"] as const;
export type SourceKind = (typeof sourceKinds)[number];

/** Which kinds of sources a plan of each type takes. */
export const kindsOfType: Record<PlanType, readonly SourceKind[]> = {
  full: ["database", "media", "logs", "files", "devices"],
  data: ["database", "media"],
  config: ["files", "devices"],
};

const at = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "A time is hours and minutes, such as 02:30.");

/** When a plan comes due, read in the plan's own time zone. */
export const Schedule = z.discriminatedUnion("every", [
  z.object({ every: z.literal("hour"), minute: z.int().min(0).max(59).default(0) }),
  z.object({ every: z.literal("day"), at: at.default("02:00") }),
  z.object({
    every: z.literal("week"),
    /** 0 is Sunday. */
    weekday: z.int().min(0).max(6).default(0),
    at: at.default("02:00"),
  }),
  z.object({
    every: z.literal("month"),
    day: z.int().min(1).max(31).default(1),
    at: at.default("02:00"),
    /** In a month without that day: run on its last one, or not at all. */
    missing: z.enum(["last", "skip"]).default("last"),
  }),
  z.object({
    every: z.literal("cron"),
    /** Five fields: minute, hour, day, month, weekday. */
    cron: z.string().trim().min(1).max(120),
  }),
  z.object({ every: z.literal("manual") }),
]);
export type Schedule = z.infer<typeof Schedule>;

const count = z.int().min(0).max(10_000).optional();

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
    .string()
    .regex(
      /^(?=.)(\d+y)?(\d+m)?(\d+d)?(\d+h)?$/,
      "A span is years, months, days, hours, such as 1y2m7d3h.",
    )
    .optional(),
});
export type Retention = z.infer<typeof Retention>;

/** A name: 1 to 64 printable characters, no slash or backslash, no leading dot. */
export const Name = z
  .string()
  .trim()
  .transform((name) => name.normalize("NFC"))
  .pipe(
    z
      .string()
      .min(1, "A name is needed.")
      .max(64, "A name has 64 characters at most.")
      .regex(/^[^/\\\p{C}]*$/u, "A name has printable characters only, no / and no \\.")
      .regex(/^[^.]/, "A name does not begin with a dot."),
  );

const patterns = z.array(z.string().min(1).max(1_000)).max(200);

/** What a folder source takes: its path and gitignore-like patterns relative to it. */
export const FolderConfig = z.object({
  path: z.string().trim().min(1, "A path is needed.").max(4_096),
  /** Nothing here: every file. Otherwise a file must match one of these. */
  include: patterns.default([]),
  exclude: patterns.default([]),
  /** Patterns match whatever the case. */
  ignoreCase: z.boolean().default(false),
  /** Folders that hold a file of this name are left out. */
  excludeIfPresent: z.string().max(255).default(""),
  /** Folders marked with CACHEDIR.TAG are left out. */
  excludeCaches: z.boolean().default(true),
  /** Larger files are left out; `null`: no limit. */
  largerThanBytes: z.int().positive().nullable().default(null),
  /** Stay on the file system of `path`. */
  oneFileSystem: z.boolean().default(false),
});
export type FolderConfig = z.infer<typeof FolderConfig>;

export const DatabaseConfig = z.object({
  engine: z.literal("sqlite").default("sqlite"),
  path: z.string().trim().min(1, "A path is needed.").max(4_096),
});
export type DatabaseConfig = z.infer<typeof DatabaseConfig>;

const common = {
  /** Of an existing source that is kept; absent for a new one. */
  id: z.uuid().optional(),
  /** Its folder in the archive; absent: made from the path's last part. */
  name: Name.optional(),
};

/** A source as a form or a file gives it. */
export const SourceInput = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("database"), ...common, config: DatabaseConfig }),
  z.object({ kind: z.literal("media"), ...common, config: FolderConfig }),
  z.object({ kind: z.literal("logs"), ...common, config: FolderConfig }),
  z.object({ kind: z.literal("files"), ...common, config: FolderConfig }),
]);
export type SourceInput = z.infer<typeof SourceInput>;

/** A source as a plan has it. */
export type PlanSource = SourceInput & { id: string; name: string; acceptedAt: Date | null };

export const timeZone = z
  .string()
  .refine(isTimeZone, "This is not a time zone name, such as Europe/Berlin.");

/** As many sources as one plan may have: each is a step of its runs. */
export const planSourcesMax = 50;

/** A plan as a form or a file gives it. */
export const PlanInput = z.object({
  name: Name,
  type: z.enum(planTypes),
  schedule: Schedule,
  timeZone,
  retention: Retention,
  enabled: z.boolean().default(true),
  silentMinutes: z.int().min(1).max(1_440).default(10),
  sources: z.array(SourceInput).max(planSourcesMax),
});
export type PlanInput = z.infer<typeof PlanInput>;

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
  /** `null`: it never runs by itself (disabled, manual, deleted). */
  nextRunAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
  /** Set once it was deleted; its archives stay. */
  deletedAt: Date | null;
  sources: PlanSource[];
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
