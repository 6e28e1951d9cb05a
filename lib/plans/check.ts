import { fail } from "#lib/failures";
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
  const problems = [
    ...(problem ? [{ field: "retention", problem }] : []),
    ...repeated(input, "name", (source) => source.name && foldName(source.name)),
    ...repeated(input, "id", (source) => source.id),
  ];
  if (problems.length > 0) throw invalid(problems);
  return input;
}

/** The failure that names each field which needs attention. */
export function invalid(problems: readonly Problem[]) {
  return fail("invalid", { problems: problems.slice(0, problemsMax) });
}

/** Sources that have an id or a name which an earlier one has. */
function repeated(
  input: PlanInput,
  field: "name" | "id",
  keyOf: (source: PlanInput["sources"][number]) => string | undefined,
): Problem[] {
  const seen = new Set<string>();
  return input.sources.flatMap((source, index) => {
    const key = keyOf(source);
    if (key === undefined || !seen.has(key)) {
      if (key !== undefined) seen.add(key);
      return [];
    }
    const problem =
      field === "name"
        ? `Another source of this plan is named “${source.name}”.`
        : "This source is listed twice.";
    return [{ field: `sources.${index}.${field}`, problem }];
  });
}
