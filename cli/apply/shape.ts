import { z } from "zod";
import { devicesMax } from "#lib/inventory/schema";
import { channelsMax } from "#lib/notify";
import {
  brakeModes,
  DatabaseConfig,
  DevicesConfig,
  FolderConfig,
  Name,
  planSourcesMax,
  plansMax,
  planTypes,
  Retention,
  timeZone,
} from "#lib/plans/schema";
import { FileChannel } from "./channels.ts";
import { FileCredential, FileDevice, SecretText } from "./inventory-shape.ts";
import { ScheduleText } from "./schedule.ts";

/** What a file of `apply` may hold. Keys it does not know are problems, never ignored. */

const Database = z.strictObject({ sqlite: DatabaseConfig.shape.path, name: Name.optional() });
const Folder = z.strictObject({ name: Name.optional(), ...FolderConfig.shape });

const listOf = <S extends z.ZodType>(source: S) =>
  z.array(source).max(planSourcesMax, `A plan has ${planSourcesMax} sources at most.`).default([]);

const sourceLists = z.strictObject({
  databases: listOf(Database),
  media: listOf(Folder),
  logs: listOf(Folder),
  files: listOf(Folder),
  devices: DevicesConfig.shape.select.optional(),
});

const FilePlan = z.strictObject({
  name: Name,
  type: z.enum(planTypes, "A type is full, config or data.").optional(),
  schedule: ScheduleText.optional(),
  timeZone: timeZone.optional(),
  enabled: z.boolean().optional(),
  silentMinutes: z.number().optional(),
  brake: z.enum(brakeModes, "A brake is off, usual or strict.").optional(),
  objectiveHours: z.number().nullable().optional(),
  readAllDays: z.number().nullable().optional(),
  /** An address that is told of each run: whoever knows it can feign life, so it is a secret. */
  heartbeat: SecretText.optional(),
  sources: sourceLists.optional(),
  retention: z.strictObject(Retention.shape).optional(),
});

/** A plan as far as it could be read; `null` stands for a source that could not. */
export const ReadablePlan = FilePlan.partial({ name: true }).extend({
  sources: z
    .strictObject({
      databases: listOf(Database.nullable()),
      media: listOf(Folder.nullable()),
      logs: listOf(Folder.nullable()),
      files: listOf(Folder.nullable()),
      devices: DevicesConfig.shape.select.optional(),
    })
    .optional(),
});
/** A plan as the file tells it: what is left out stays as it is, or gets its default. */
export type FilePlan = z.infer<typeof ReadablePlan> & { name: string };
export type SourceLists = NonNullable<FilePlan["sources"]>;

export const FileContent = z.strictObject({
  credentials: z
    .array(FileCredential)
    .max(devicesMax, `An installation has ${devicesMax} credentials at most.`)
    .default([]),
  channels: z
    .array(FileChannel)
    .max(channelsMax, `An installation has ${channelsMax} channels at most.`)
    .default([]),
  devices: z
    .array(FileDevice)
    .max(devicesMax, `An installation has ${devicesMax} devices at most.`)
    .default([]),
  plans: z
    .array(FilePlan)
    .max(plansMax, `An installation has ${plansMax} plans at most.`)
    .default([]),
});

/** Every key that the parts of the file may have. */
export const fileKeys: readonly string[] = [
  ...new Set(
    [FilePlan, sourceLists, Database, Folder, FileCredential, FileDevice, FileChannel].flatMap(
      (shape) => Object.keys(shape.shape),
    ),
  ),
];

const belongs: Record<string, string> = {
  array: "A list belongs here.",
  boolean: "true or false belongs here.",
  int: "A whole number belongs here.",
  number: "A number belongs here.",
  object: "Keys with values belong here.",
  string: "Text belongs here.",
};

/** One issue of zod as problems, each with its place. */
export function problemsOf(issue: z.core.$ZodIssue): { place: PropertyKey[]; problem: string }[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      place: [...issue.path, key],
      problem: `“${key}” is not known here.`,
    }));
  }
  const last = String(issue.path.at(-1) ?? "the file");
  const own = !issue.message.startsWith("Invalid input");
  if (issue.code === "invalid_type" && issue.input === undefined && !own) {
    return [{ place: issue.path, problem: `“${last}” is missing.` }];
  }
  const expected = issue.code === "invalid_type" ? belongs[issue.expected] : undefined;
  return [{ place: issue.path, problem: own ? issue.message : (expected ?? `${issue.message}.`) }];
}
