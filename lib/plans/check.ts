import { type Failure, fail } from "#lib/failures";
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
  const parsed = PlanInput.safeParse(given);
  if (!parsed.success) {
    throw invalid(
      parsed.error.issues.map(({ path, message }) => ({ field: path.join("."), problem: message })),
    );
  }
  const input = parsed.data;
  for (const [index, { kind }] of input.sources.entries()) {
    if (kindsOfType[input.type].includes(kind)) continue;
    const field = `sources.${index}.kind`;
    throw fail("source-outside-type", { type: input.type, kind: words[kind], field });
  }
  checkSchedule(input.schedule);
  const problem = retentionProblem(input.retention);
  if (problem) throw invalid([{ field: "retention", problem }]);
  const twice = repeated(input.sources, "id", ({ id }) => id);
  if (twice.length > 0) throw invalid(twice);
  refuseRepeatedNames(input.sources);
  return input;
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
  const problems = repeated(sources, "name", ({ name }) => name && foldName(name));
  if (problems.length > 0) throw invalid(problems);
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
