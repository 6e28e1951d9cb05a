import type { Context } from "#lib/context";
import type { Failure } from "#lib/failures";
import type { LaidHeartbeat } from "#lib/heartbeat";
import { listPlans, tryInput } from "#lib/plans";
import { type Plan, type PlanInput, SourceInput } from "#lib/plans/schema";
import { readSetting } from "#lib/settings";
import { type CheckedChannel, checkChannels } from "./channels.ts";
import { type CheckedCredential, checkCredentials } from "./credentials.ts";
import { absentDevices, type CheckedDevice, checkDevices } from "./devices.ts";
import type { ApplyFile, Place, Problem } from "./file.ts";
import { checkPlanHeartbeat, type SecretMeans } from "./heartbeat.ts";
import { type WantedPlan, wantedPlan } from "./plan.ts";
import { readInventory } from "./read-inventory.ts";
import { type ReadPlan, readPlans } from "./read-plans.ts";

/** A plan of the file, laid over what is there. */
export interface CheckedPlan {
  before: Plan | null;
  /** `null`: something is wrong with it. */
  input: PlanInput | null;
  /** The sources that the file names and that can be tried, each with its line. */
  sources: { source: SourceInput; line: number }[];
  /** `null`: the file says nothing of it, or something is wrong with it. */
  heartbeat: LaidHeartbeat | null;
}

/** What a file says, and everything that is wrong with it. */
export interface Checked {
  credentials: CheckedCredential[];
  channels: CheckedChannel[];
  devices: CheckedDevice[];
  plans: CheckedPlan[];
  problems: Problem[];
}

/** Checks the whole file against itself and against what is there; changes nothing. */
export async function checkFile(
  ctx: Context,
  file: ApplyFile,
  from: SecretMeans,
): Promise<Checked> {
  if (file.problems.length > 0) {
    return { credentials: [], channels: [], devices: [], plans: [], problems: file.problems };
  }
  const { content } = file;
  const read = readPlans(file, content);
  const inventory = readInventory(file, content);
  const given = { ...from, given: inventory.credentials };
  const { credentials, problems: first } = await checkCredentials(ctx, file, given);
  const told = await checkChannels(ctx, file, { ...from, given: inventory.channels });
  const found = await checkDevices(ctx, file, { read: inventory, credentials });
  const checked = await checkPlans(ctx, file, { ...from, given: read.plans });
  const absent = await absentDevices(ctx, file, { plans: read.plans, devices: inventory.devices });
  const parts = [read, inventory, { problems: first }, told, found, checked, { problems: absent }];
  const problems = parts.flatMap((part) => part.problems);
  const { channels } = told;
  return { credentials, channels, devices: found.devices, plans: checked.plans, problems };
}

async function checkPlans(
  ctx: Context,
  file: ApplyFile,
  { given, ...means }: SecretMeans & { given: readonly ReadPlan[] },
) {
  const present = await listPlans(ctx);
  const timeZone = await readSetting(ctx.db, "timeZone");
  const problems: Problem[] = [];
  const plans: CheckedPlan[] = [];
  const seen = new Set<string>();
  for (const read of given) {
    const { plan, place, unread } = read;
    const name = plan.name.toLowerCase();
    const before = present.find((each) => each.name.toLowerCase() === name) ?? null;
    const wanted = wantedPlan(plan, { place, before, timeZone });
    if (seen.has(name)) {
      const problem = `The file has another plan named “${plan.name}”.`;
      problems.push({ line: file.lineOf([...place, "name"]), problem });
    }
    if (!unread.has("name")) seen.add(name);
    problems.push(...ruleProblems(file, read, wanted));
    const checked = tryInput(wanted.input);
    if ("failures" in checked) problems.push(...inputProblems(file, wanted, checked.failures));
    const input = "input" in checked ? checked.input : null;
    const beat = plan.heartbeat;
    const laid =
      beat === undefined ? null : await checkPlanHeartbeat(ctx, { given: beat, before }, means);
    if (laid && "problem" in laid) {
      problems.push({ line: file.lineOf([...place, "heartbeat"]), problem: laid.problem });
    }
    const heartbeat = laid && "problem" in laid ? null : laid;
    plans.push({ before, input, sources: triable(file, wanted), heartbeat });
  }
  return { plans, problems };
}

function triable(file: ApplyFile, { input, sourcePlaces }: WantedPlan): CheckedPlan["sources"] {
  return input.sources.flatMap((given, index) => {
    const place = sourcePlaces[index];
    const { success, data } = SourceInput.safeParse(given);
    return place && success ? [{ source: data, line: file.lineOf(place) }] : [];
  });
}

/** What the file may not leave out, and what is the installation's own. */
function ruleProblems(
  file: ApplyFile,
  { plan, unread }: ReadPlan,
  { place, before }: WantedPlan,
): Problem[] {
  const problems: Problem[] = [];
  const add = (where: Place, problem: string) =>
    problems.push({ line: file.lineOf(where), problem });
  const lacks = (key: "schedule" | "sources") =>
    !before && !unread.has("name") && !unread.has(key) && !plan[key];
  if (lacks("schedule")) add(place, "A new plan needs a schedule, such as daily.");
  if (lacks("sources")) add(place, "A new plan needs sources.");
  if (!before?.builtIn) return problems;
  for (const key of ["type", "sources"] as const) {
    if (plan[key] === undefined || plan[key] === before[key as "type"]) continue;
    add([...place, key], `It belongs to “${before.name}” and stays as it is.`);
  }
  return problems;
}

/** What saving the plan would refuse, at its lines. */
function inputProblems(
  file: ApplyFile,
  wanted: WantedPlan,
  failures: readonly Failure[],
): Problem[] {
  return failures.flatMap(fieldsOf).map(({ field, problem }) => ({
    line: file.lineOf(placeOf(wanted, field)),
    problem,
  }));
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
