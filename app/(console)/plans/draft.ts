import {
  type BrakeMode,
  kindsOfType,
  type Plan,
  type PlanSource,
  type PlanType,
  type Retention,
  type Schedule,
  type SourceInput,
  sourcePlace,
} from "#lib/plans/schema";
import { choiceOf, type DeviceChoice } from "./device-choice/draft.ts";
import { sizeText } from "./words.ts";

/** The form of a plan: what it holds while it is typed. `schema.ts` makes a plan of it. */

/** Kinds of sources that the form offers. */
export type FormKind = SourceInput["kind"];

/** One source; texts as they are typed, patterns one a line. */
export interface SourceDraft {
  /** Names its fields; the same as long as it stands in the form. */
  key: string;
  /** Of a source that the plan has already. */
  id: string | null;
  kind: FormKind;
  /** A person chose the kind: it is not guessed from the path any more. */
  kindChosen: boolean;
  path: string;
  /** Of devices only. */
  devices: DeviceChoice;
  /** Empty: named for the last part of its path. */
  name: string;
  include: string;
  exclude: string;
  ignoreCase: boolean;
  excludeIfPresent: string;
  excludeCaches: boolean;
  /** A size such as `100 MB`; empty: no limit. */
  largerThan: string;
  oneFileSystem: boolean;
}

export interface ScheduleDraft {
  every: Schedule["every"];
  minute: string;
  at: string;
  weekday: number;
  day: string;
  missing: "last" | "skip";
  cron: string;
}

/** How a plan thins out its archives. */
export type Keeping = "last" | "thinning" | "everything";

export const keepFields = [
  "keepHourly",
  "keepDaily",
  "keepWeekly",
  "keepMonthly",
  "keepYearly",
  "keepLast",
] as const;
export type KeepField = (typeof keepFields)[number];

export interface RetentionDraft {
  keeping: Keeping;
  /** Of "last". */
  last: string;
  /** Of "thinning": an empty field is no rule. */
  rules: Record<KeepField | "keepWithin", string>;
}

export interface PlanDraft {
  name: string;
  type: PlanType;
  sources: SourceDraft[];
  schedule: ScheduleDraft;
  timeZone: string;
  enabled: boolean;
  retention: RetentionDraft;
  silentMinutes: string;
  brake: BrakeMode;
  /** Of a plan that is started by hand; empty: any good copy protects. */
  objectiveHours: string;
  /** Empty: unchanged files are never read again. */
  readAllDays: string;
}

const firstSchedule: ScheduleDraft = {
  every: "hour",
  minute: "0",
  at: "02:00",
  weekday: 0,
  day: "1",
  missing: "last",
  cron: "0 2 * * 1-5",
};

const firstRetention: RetentionDraft = {
  keeping: "thinning",
  last: "30",
  rules: {
    keepLast: "",
    keepHourly: "24",
    keepDaily: "14",
    keepWeekly: "8",
    keepMonthly: "12",
    keepYearly: "",
    keepWithin: "",
  },
};

/** Rows that a plan of each type begins with. */
const firstKinds: Record<PlanType, FormKind[]> = {
  full: ["database", "files"],
  data: ["database", "media"],
  config: ["devices", "files"],
};

/** The form of a plan that does not exist yet, everything filled in but the paths. */
export function newDraft({ name, timeZone }: { name: string; timeZone: string }): PlanDraft {
  return {
    ...{ name, type: "full", timeZone, enabled: true },
    sources: firstSources("full"),
    schedule: firstSchedule,
    retention: firstRetention,
    brake: "usual",
    ...{ silentMinutes: "10", objectiveHours: "", readAllDays: "" },
  };
}

/** The form of a plan as it is. */
export function draftOf(plan: Plan): PlanDraft {
  const { name, type, timeZone, enabled, brake } = plan;
  return {
    ...{ name, type, timeZone, enabled, brake },
    silentMinutes: String(plan.silentMinutes),
    objectiveHours: String(plan.objectiveHours ?? ""),
    readAllDays: String(plan.readAllDays ?? ""),
    sources: plan.sources.map(sourceDraftOf),
    schedule: scheduleDraftOf(plan.schedule),
    retention: retentionDraftOf(plan.retention),
  };
}

function firstSources(type: PlanType): SourceDraft[] {
  return firstKinds[type].map((kind) => newSource(kind, `first-${kind}`));
}

/** A row without a path. */
export function newSource(kind: FormKind, key: string): SourceDraft {
  return {
    key,
    id: null,
    kind,
    kindChosen: false,
    path: "",
    devices: { by: "all", words: "" },
    name: "",
    include: "",
    exclude: "",
    ignoreCase: false,
    excludeIfPresent: "",
    excludeCaches: true,
    largerThan: "",
    oneFileSystem: false,
  };
}

/** The rows after the type changed: what has a path stays, empty rows become those of the type. */
export function sourcesForType(sources: readonly SourceDraft[], type: PlanType): SourceDraft[] {
  const filled = sources.filter((source) => isFilled(source) && !isFirstDevices(source));
  const kinds = new Set(filled.map((source) => source.kind));
  const empty = firstSources(type).filter(({ kind, key }) => {
    return !kinds.has(kind) && !filled.some((source) => source.key === key);
  });
  return filled.length === 0 ? firstSources(type) : [...filled, ...empty];
}

export function isFilled(source: SourceDraft): boolean {
  return source.kind === "devices" || source.path.trim() !== "" || source.id !== null;
}

/** The row of devices that a type began with: it says something without being touched. */
function isFirstDevices(source: SourceDraft): boolean {
  return source.kind === "devices" && source.key === "first-devices" && source.devices.by === "all";
}

/** Kinds of sources that a plan of a type takes. */
export function kindsFor(type: PlanType): readonly FormKind[] {
  return kindsOfType[type];
}

function sourceDraftOf(source: PlanSource): SourceDraft {
  const draft: SourceDraft = {
    ...newSource(source.kind, source.id),
    id: source.id,
    kindChosen: true,
    path: sourcePlace(source),
    name: source.name,
  };
  if (source.kind === "database") return draft;
  if (source.kind === "devices") return { ...draft, devices: choiceOf(source.config) };
  const { config } = source;
  return {
    ...draft,
    include: config.include.join("\n"),
    exclude: config.exclude.join("\n"),
    ignoreCase: config.ignoreCase,
    excludeIfPresent: config.excludeIfPresent,
    excludeCaches: config.excludeCaches,
    largerThan: config.largerThanBytes === null ? "" : sizeText(config.largerThanBytes),
    oneFileSystem: config.oneFileSystem,
  };
}

function scheduleDraftOf(schedule: Schedule): ScheduleDraft {
  const draft = { ...firstSchedule, every: schedule.every };
  switch (schedule.every) {
    case "hour":
      return { ...draft, minute: String(schedule.minute) };
    case "month":
      return { ...draft, at: schedule.at, day: String(schedule.day), missing: schedule.missing };
    case "manual":
      return draft;
    default:
      return { ...draft, ...schedule };
  }
}

function retentionDraftOf(retention: Retention): RetentionDraft {
  const text = (value: number | string | undefined) => String(value ?? "");
  const rules = {
    keepLast: text(retention.keepLast),
    keepHourly: text(retention.keepHourly),
    keepDaily: text(retention.keepDaily),
    keepWeekly: text(retention.keepWeekly),
    keepMonthly: text(retention.keepMonthly),
    keepYearly: text(retention.keepYearly),
    keepWithin: text(retention.keepWithin),
  };
  const set = Object.entries(rules).filter(([, value]) => value !== "");
  if (set.length === 0) return { ...firstRetention, keeping: "everything" };
  const onlyLast = set.length === 1 && rules.keepLast !== "";
  if (onlyLast) return { ...firstRetention, keeping: "last", last: rules.keepLast };
  return { ...firstRetention, rules };
}
