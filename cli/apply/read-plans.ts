import type { ApplyFile, Place, Problem } from "./file.ts";
import { FileContent, type FilePlan, problemsOf, ReadablePlan } from "./shape.ts";

/** A plan of the file as far as it can be read. */
export interface ReadPlan {
  /** Where it stands in the file. */
  place: Place;
  plan: FilePlan;
  /** Keys that the file has and that were left out because they cannot be read. */
  unread: ReadonlySet<string>;
}

/**
 * Reads the plans of a file. Whatever has the wrong shape is a problem and is then left out, so that
 * the rest can be checked all the same and everything is told at once.
 */
export function readPlans(
  file: ApplyFile,
  content: unknown,
): { plans: ReadPlan[]; problems: Problem[] } {
  const parsed = FileContent.safeParse(content, { reportInput: true });
  if (parsed.success) {
    const plans = parsed.data.plans.map((plan, index) => ({
      plan,
      place: ["plans", index],
      unread: new Set<string>(),
    }));
    return { plans, problems: [] };
  }
  const faults = parsed.error.issues.flatMap(problemsOf);
  const problems = faults.map(({ place, problem }) => ({
    line: file.lineOf(place as Place),
    problem,
  }));
  const given = isObject(content) && Array.isArray(content.plans) ? content.plans : [];
  const plans = given.flatMap((plan, index): ReadPlan[] => {
    const own = faults.flatMap(({ place: [key, at, ...rest] }) =>
      key === "plans" && at === index ? [rest] : [],
    );
    const { rest, unread } = without(plan, own);
    const read = ReadablePlan.safeParse(rest);
    if (!read.success) return [];
    const { name = `plan ${index + 1}` } = read.data;
    return [{ plan: { ...read.data, name }, place: ["plans", index], unread }];
  });
  return { plans, problems };
}

/** A plan without what is wrong in it: a source becomes `null`, so that the others keep their place. */
function without(
  plan: unknown,
  faults: readonly PropertyKey[][],
): { rest: unknown; unread: ReadonlySet<string> } {
  const rest: unknown = structuredClone(plan);
  const unread = new Set<string>();
  for (const place of faults) {
    const [key, kind, index] = place;
    if (!isObject(rest) || typeof key !== "string") return { rest: null, unread };
    const lists = key === "sources" ? rest.sources : null;
    const list = isObject(lists) && typeof kind === "string" ? lists[kind] : null;
    if (Array.isArray(list) && typeof index === "number") list[index] = null;
    else if (isObject(lists) && typeof kind === "string") delete lists[kind];
    else leaveOut(rest, key, unread);
  }
  return { rest, unread };
}

function leaveOut(plan: Record<string, unknown>, key: string, unread: Set<string>): void {
  unread.add(key);
  delete plan[key];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
