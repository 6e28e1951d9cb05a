import { asFailure, type Failure, fail } from "#lib/failures";
import { retentionProblem } from "./retention.ts";
import { checkSchedule } from "./schedule.ts";
import { kindsOfType, PlanInput, type SourceKind } from "./schema.ts";
import { foldName } from "./source-name.ts";

/** As many problems are told at once; the rest show after the next save. */
const problemsMax = 20;

const words: Record<SourceKind, string> = {
  database: "databases",
  media: "media",
  logs: "logs",
  files: "files",
  devices: "devices",
};

interface Problem {
  /** Dotted path in the input, such as `sources.0.config.path`. */
  field: string;
  problem: string;
}

/**
 * A plan as a form or a file gave it, with defaults filled in.
 *
 * @throws Failure `invalid` (each problem with its field), `never-runs`, `source-outside-type`
 */
export function checkInput(given: unknown): PlanInput {
  const checked = tryInput(given);
  if ("input" in checked) return checked.input;
  throw checked.failures[0];
}

/** The same for whoever wants to tell everything that is wrong at once. */
export function tryInput(
  given: unknown,
): { input: PlanInput } | { failures: readonly [Failure, ...Failure[]] } {
  const parsed = PlanInput.safeParse(given);
  if (!parsed.success) {
    const { issues } = parsed.error;
    const problems = issues.map(({ path, message }) => ({
      field: path.join("."),
      problem: message,
    }));
    return { failures: [invalid(problems)] };
  }
  const [first, ...more] = brokenRules(parsed.data);
  return first ? { failures: [first, ...more] } : { input: parsed.data };
}

/** What a plan of the right shape may not be all the same. */
function brokenRules(input: PlanInput): Failure[] {
  const { type, schedule, sources } = input;
  const failures: Failure[] = sources.flatMap(({ kind }, index) =>
    kindsOfType[type].includes(kind)
      ? []
      : [
          fail("source-outside-type", {
            type,
            kind: words[kind],
            field: `sources.${index}.kind`,
          }),
        ],
  );
  try {
    checkSchedule(schedule);
  } catch (error) {
    failures.push(asFailure(error));
  }
  const problems: Problem[] = [];
  const retention = retentionProblem(input.retention);
  if (retention) problems.push({ field: "retention", problem: retention });
  problems.push(
    ...repeated(sources, "id", ({ id }) => id),
    ...repeatedNames(sources),
    ...secondDevices(sources),
  );
  return problems.length > 0 ? [...failures, invalid(problems)] : failures;
}

/** Devices lie flat in one folder of the archive: one list of them says which. */
function secondDevices(sources: PlanInput["sources"]): Problem[] {
  const first = sources.findIndex(({ kind }) => kind === "devices");
  return sources.flatMap(({ kind }, index) => {
    if (kind !== "devices" || index === first) return [];
    const problem = "A plan has one list of devices; add to the other one what it lacks.";
    return [{ field: `sources.${index}.kind`, problem }];
  });
}

/** The failure that names each field which needs attention, with the first thing to mend there. */
export function invalid(problems: readonly Problem[]): Failure {
  const first = problems.filter(
    ({ field }, index) => problems.findIndex((other) => other.field === field) === index,
  );
  return fail("invalid", { problems: first.slice(0, problemsMax) });
}

/**
 * Refuses two sources of one name, which would be one folder in the archive.
 *
 * @throws Failure `invalid`
 */
export function refuseRepeatedNames(sources: readonly { name?: string | undefined }[]): void {
  const problems = repeatedNames(sources);
  if (problems.length > 0) throw invalid(problems);
}

function repeatedNames(sources: readonly { name?: string | undefined }[]): Problem[] {
  return repeated(sources, "name", ({ name }) => name && foldName(name));
}

/** Sources that have an id or a name which an earlier one has. */
function repeated<S extends { name?: string | undefined }>(
  sources: readonly S[],
  field: "name" | "id",
  keyOf: (source: S) => string | undefined,
): Problem[] {
  const seen = new Set<string>();
  return sources.flatMap((source, index) => {
    const key = keyOf(source);
    const known = key !== undefined && seen.has(key);
    if (key !== undefined) seen.add(key);
    if (!known) return [];
    const problem =
      field === "name"
        ? `Another source of this plan is named “${source.name}”.`
        : "This source is listed twice.";
    return [{ field: `sources.${index}.${field}`, problem }];
  });
}
