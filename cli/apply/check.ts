import type { Context } from "#lib/context";
import { asFailure, type Failure, fail } from "#lib/failures";
import { checkInput, listPlans } from "#lib/plans";
import type { Plan, PlanInput } from "#lib/plans/schema";
import { readSetting } from "#lib/settings";
import type { ApplyFile, Place, Problem } from "./file.ts";
import { type WantedPlan, wantedPlan } from "./plan.ts";
import { FileContent, type FilePlan, problemsOf } from "./shape.ts";

/** A plan of the file that can be applied as it is. */
export interface CheckedPlan {
  before: Plan | null;
  input: PlanInput;
  /** The line of each source; `null`: the file says nothing of it. */
  sourceLines: (number | null)[];
}

/** Every problem of a file, or its plans. */
export type Checked = { plans: CheckedPlan[] } | { problems: Problem[]; failure: Failure };

/** Checks the whole file against itself and against what is there; changes nothing. */
export async function checkFile(ctx: Context, file: ApplyFile): Promise<Checked> {
  const refused = (problems: Problem[], notYet: string[] = []): Checked => {
    problems.sort((a, b) => a.line - b.line);
    const failure =
      notYet.length > 0
        ? fail("not-yet", { what: notYet.join(" and ") })
        : fail("apply-refused", { file: file.name, problems: problems.length });
    return { problems, failure };
  };
  if (file.problems.length > 0) return refused(file.problems);

  const { content, problems, words } = withoutDevices(file);
  const parsed = FileContent.safeParse(content, { reportInput: true });
  if (!parsed.success) {
    for (const { place, problem } of parsed.error.issues.flatMap(problemsOf)) {
      problems.push({ line: file.lineOf(place as Place), problem });
    }
    return refused(problems, words);
  }
  const { plans, problems: more } = await checkPlans(ctx, file, parsed.data.plans);
  problems.push(...more);
  return problems.length > 0 ? refused(problems, words) : { plans };
}

/** Devices are not known yet: each place that names them is a problem, and is then left out. */
function withoutDevices(file: ApplyFile) {
  const problems: Problem[] = [];
  const words = new Set<string>();
  const refuse = (holder: unknown, key: string, place: Place): unknown => {
    if (typeof holder !== "object" || holder === null || !Object.hasOwn(holder, key)) return holder;
    words.add(key);
    const problem = `This version does not know ${key} yet.`;
    problems.push({ line: file.lineOf([...place, key]), problem });
    return Object.fromEntries(Object.entries(holder).filter(([name]) => name !== key));
  };
  let content = refuse(file.content, "credentials", []);
  content = refuse(content, "devices", []);
  if (typeof content === "object" && content !== null && "plans" in content) {
    const { plans } = content;
    if (Array.isArray(plans)) {
      content = {
        ...content,
        plans: plans.map((plan, index) => {
          if (typeof plan !== "object" || plan === null || !("sources" in plan)) return plan;
          const place = ["plans", index, "sources"];
          return { ...plan, sources: refuse(plan.sources, "devices", place) };
        }),
      };
    } else if (plans === undefined && words.size > 0) content = { plans: [] };
  } else if (words.size > 0) content = { ...(content as object), plans: [] };
  return { content, problems, words: [...words] };
}

async function checkPlans(ctx: Context, file: ApplyFile, given: readonly FilePlan[]) {
  const present = await listPlans(ctx);
  const timeZone = await readSetting(ctx.db, "timeZone");
  const problems: Problem[] = [];
  const plans: CheckedPlan[] = [];
  const seen = new Set<string>();
  for (const [index, plan] of given.entries()) {
    const place = ["plans", index];
    const name = plan.name.toLowerCase();
    const before = present.find((each) => each.name.toLowerCase() === name) ?? null;
    const wanted = wantedPlan(plan, { place, before, timeZone });
    if (seen.has(name)) {
      const problem = `The file has another plan named “${plan.name}”.`;
      problems.push({ line: file.lineOf([...place, "name"]), problem });
    }
    seen.add(name);
    const found = [...ruleProblems(file, plan, wanted), ...inputProblems(file, wanted)];
    problems.push(...found);
    if (found.length > 0) continue;
    const sourceLines = wanted.sourcePlaces.map((each) => each && file.lineOf(each));
    plans.push({ before, input: checkInput(wanted.input), sourceLines });
  }
  return { plans, problems };
}

/** What the file may not leave out, and what is the installation's own. */
function ruleProblems(file: ApplyFile, plan: FilePlan, { place, before }: WantedPlan): Problem[] {
  const problems: Problem[] = [];
  const add = (where: Place, problem: string) =>
    problems.push({ line: file.lineOf(where), problem });
  if (!before && !plan.schedule) add(place, "A new plan needs a schedule, such as daily.");
  if (!before && !plan.sources) add(place, "A new plan needs sources.");
  if (!before?.builtIn) return problems;
  for (const key of ["type", "sources"] as const) {
    if (plan[key] === undefined || plan[key] === before[key as "type"]) continue;
    add([...place, key], `It belongs to “${before.name}” and stays as it is.`);
  }
  return problems;
}

/** What saving the plan would refuse, at its lines. */
function inputProblems(file: ApplyFile, wanted: WantedPlan): Problem[] {
  try {
    checkInput(wanted.input);
    return [];
  } catch (error) {
    const failure = asFailure(error);
    return fieldsOf(failure).map(({ field, problem }) => ({
      line: file.lineOf(placeOf(wanted, field)),
      problem,
    }));
  }
}

function fieldsOf(failure: Failure): { field: string; problem: string }[] {
  if (failure.causeName === "invalid") {
    return (failure.facts as { problems: { field: string; problem: string }[] }).problems;
  }
  if (failure.causeName === "never-runs") return [{ field: "schedule", problem: failure.message }];
  const { field = "" } = failure.facts as { field?: string };
  return [{ field, problem: failure.message }];
}

/** `sources.1.config.path` of a plan as the place in the file: `sources`, `media`, 0, `path`. */
function placeOf({ place, sourcePlaces }: WantedPlan, field: string): Place {
  const [first = "", index = "", ...rest] = field.split(".");
  if (first !== "sources" || index === "") {
    return [...place, ...field.split(".").filter((part) => part !== "")];
  }
  const source = sourcePlaces[Number(index)];
  if (!source) return [...place, "sources"];
  const key = rest.at(-1) ?? "";
  return [...source, key === "path" && source.includes("databases") ? "sqlite" : key];
}
