import { plural } from "#components/format";
import { sourceKindWords } from "#components/source-kind";
import { PlanInput, type PlanInputGiven, type Retention, type Schedule } from "#lib/plans/schema";
import { choiceProblem, selectOf } from "./device-choice/draft.ts";
import {
  type FormKind,
  isFilled,
  type KeepField,
  keepFields,
  kindsFor,
  type PlanDraft,
  type RetentionDraft,
  type ScheduleDraft,
  type SourceDraft,
} from "./draft.ts";

/** How a form becomes a plan, and what still keeps it from that. */

/** The form as a plan that can be checked and saved; rows without a path are left out. */
export function inputOf(draft: PlanDraft): PlanInputGiven {
  return {
    name: draft.name,
    type: draft.type,
    schedule: scheduleOf(draft.schedule),
    timeZone: draft.timeZone,
    retention: retentionOf(draft.retention),
    enabled: draft.enabled,
    silentMinutes: numberOf(draft.silentMinutes),
    brake: draft.brake,
    objectiveHours: objectiveOf(draft),
    readAllDays: draft.readAllDays.trim() === "" ? null : numberOf(draft.readAllDays),
    sources: draft.sources.filter(isFilled).map(sourceOf),
  };
}

/** Hidden and without meaning unless the plan is started by hand. */
function objectiveOf({ objectiveHours }: PlanDraft): number | null {
  return objectiveHours.trim() === "" ? null : numberOf(objectiveHours);
}

export function sourceOf(source: SourceDraft): PlanInputGiven["sources"][number] {
  const common = {
    ...(source.id ? { id: source.id } : {}),
    ...(source.name.trim() ? { name: source.name } : {}),
  };
  const { kind, path } = source;
  if (kind === "database") return { kind, ...common, config: { path } };
  if (kind === "devices") return { kind, ...common, config: { select: selectOf(source.devices) } };
  return {
    kind,
    ...common,
    config: {
      path,
      include: linesOf(source.include),
      exclude: linesOf(source.exclude),
      ignoreCase: source.ignoreCase,
      excludeIfPresent: source.excludeIfPresent.trim(),
      excludeCaches: source.excludeCaches,
      largerThanBytes: source.largerThan.trim() === "" ? null : sizeOf(source.largerThan),
      oneFileSystem: source.oneFileSystem,
    },
  };
}

export function scheduleOf(draft: ScheduleDraft): Schedule {
  const { every, at, weekday, missing, cron } = draft;
  switch (every) {
    case "hour":
      return { every, minute: numberOf(draft.minute) };
    case "day":
      return { every, at };
    case "week":
      return { every, weekday, at };
    case "month":
      return { every, day: numberOf(draft.day), at, missing };
    case "cron":
      return { every, cron };
    case "manual":
      return { every };
  }
}

export function retentionOf({ keeping, last, rules }: RetentionDraft): Retention {
  if (keeping === "everything") return {};
  if (keeping === "last") return { keepLast: numberOf(last) };
  const counts = keepFields.flatMap((field) =>
    rules[field].trim() === "" ? [] : [[field, numberOf(rules[field])] as const],
  );
  const within = rules.keepWithin.trim().toLowerCase().replace(/\s+/g, "");
  return { ...Object.fromEntries(counts), ...(within ? { keepWithin: within } : {}) };
}

/** What a rule keeps at best. */
export interface Reach {
  /** As it was typed, such as `14d`: everything this young. */
  within: string | null;
  /** The longest period that the numbers reach back; `null` when none of them counts periods. */
  span: string | null;
  /** As many archives the numbers keep at most. */
  most: number;
}

/** How far back a rule reaches; `null` when nothing is let go. */
export function reachOf(draft: RetentionDraft): Reach | null {
  const rule = retentionOf(draft);
  const counts = keepFields.map((field) => ({ field, count: rule[field] || 0 }));
  const most = counts.reduce((sum, { count }) => sum + count, 0);
  const within = rule.keepWithin ?? null;
  if (most === 0 && !within) return null;
  const spans = counts.flatMap(({ field, count }) => {
    const period = periods[field];
    if (!period || count === 0) return [];
    return [{ days: period.days * count, text: plural(count, period.word) }];
  });
  const longest = spans.toSorted((a, b) => b.days - a.days)[0];
  return { within, span: longest?.text ?? null, most };
}

const periods: Partial<Record<KeepField, { word: string; days: number }>> = {
  keepHourly: { word: "hour", days: 1 / 24 },
  keepDaily: { word: "day", days: 1 },
  keepWeekly: { word: "week", days: 7 },
  keepMonthly: { word: "month", days: 30.4 },
  keepYearly: { word: "year", days: 365.2 },
};

/** A whole number as it is typed; anything else is NaN, which no field takes. */
function numberOf(text: string): number {
  return /^\s*\d{1,6}\s*$/.test(text) ? Number(text) : Number.NaN;
}

export function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

const sizeSentence = "A size is a number and a unit, such as 100 MB.";
const unitBytes: Record<string, number> = { b: 1, kb: 1e3, mb: 1e6, gb: 1e9, tb: 1e12 };

function sizeOf(text: string): number {
  const found = /^\s*(\d+(?:\.\d+)?)\s*([kmgt]?b)?\s*$/i.exec(text);
  if (!found) return Number.NaN;
  return Math.round(Number(found[1]) * (unitBytes[(found[2] ?? "b").toLowerCase()] ?? 1));
}

/** A time as people type it, "9", "930" or "9:30", as `09:30`; what is no time stays as it is. */
export function asTime(text: string): string {
  const found = /^\s*(\d{1,2})(?:[:.h]?([0-5]\d))?\s*$/.exec(text);
  if (!found || Number(found[1]) > 23) return text;
  return `${(found[1] ?? "").padStart(2, "0")}:${found[2] ?? "00"}`;
}

/** What a path most likely is, of the kinds a plan takes; `null` when nothing speaks for one. */
export function guessKind(path: string, kinds: readonly FormKind[]): FormKind | null {
  const guess = guesses.find(({ pattern }) => pattern.test(path.trim()))?.kind ?? null;
  return guess && kinds.includes(guess) ? guess : null;
}

const guesses: { kind: FormKind; pattern: RegExp }[] = [
  { kind: "database", pattern: /\.(db|db3|s3db|sqlite|sqlite3)$/i },
  { kind: "logs", pattern: /(^\/var\/log(\/|$)|\/logs?\/?$|\.log$)/i },
  { kind: "media", pattern: /\/(media|images?|photos?|pictures|videos?|music|uploads?)\/?$/i },
  { kind: "files", pattern: /(^\/etc(\/|$)|\/(conf|config|files|data)\/?$)/i },
];

/** What is wrong with a form: a sentence for each field, by the field's id. */
export type Problems = Record<string, string>;

/** Everything in a form that can be told without asking anybody. */
export function problemsOf(draft: PlanDraft): Problems {
  const parsed = PlanInput.safeParse(inputOf(draft));
  const issues = parsed.success ? [] : parsed.error.issues;
  const problems: Problems = {};
  for (const { path, message } of issues) {
    const id = fieldId(draft, path.map(String).join("."));
    problems[id] ??= id.endsWith("-largerThan") ? sizeSentence : message;
  }
  const kinds = kindsFor(draft.type);
  for (const source of draft.sources.filter(isFilled)) {
    const lacking = source.kind === "devices" ? choiceProblem(source.devices) : null;
    if (lacking) problems[`${source.key}-path`] = lacking;
    if (kinds.includes(source.kind)) continue;
    problems[`${source.key}-kind`] =
      `A ${draft.type} plan does not take ${sourceKindWords[source.kind].many}. Remove it, or choose the type full.`;
  }
  if (!draft.sources.some(isFilled)) {
    problems[`${draft.sources[0]?.key ?? "sources"}-path`] =
      "Give a database, a folder or devices.";
  }
  return problems;
}

/** The id of the field that a path in a plan's input stands for: `sources.0.config.path`. */
export function fieldId(draft: PlanDraft, path: string): string {
  const parts = path.replace(/^input\./, "").split(".");
  const [first = "", second = ""] = parts;
  if (first === "sources") return sourceFieldId(draft, parts);
  if (first === "schedule") return `schedule-${second || "every"}`;
  if (first !== "retention") return first;
  if (draft.retention.keeping === "last") return "keep-last";
  return second ? `keep-${second}` : "keep-keepHourly";
}

function sourceFieldId(draft: PlanDraft, [, index, ...rest]: string[]): string {
  const source = draft.sources.filter(isFilled)[Number(index)];
  const field = rest[0] === "config" ? rest[1] : rest[0];
  const id = field === "largerThanBytes" ? "largerThan" : field;
  const isPlace = id === undefined || id === "id" || id === "select";
  return `${source?.key ?? "sources"}-${isPlace ? "path" : id}`;
}

/** A name that no plan has: itself, or with the first free number behind it. */
export function freeName(wanted: string, taken: readonly string[]): string {
  const names = new Set(taken.map((name) => name.toLowerCase()));
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wanted : `${wanted} ${number}`;
    if (!names.has(name.toLowerCase())) return name;
  }
}
