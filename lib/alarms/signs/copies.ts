import type { Context } from "#lib/context";
import { listPlans } from "#lib/plans";
import { causesOfDevices, type DeviceCause } from "../device-causes.ts";
import { causesOfPlans, type PlanCause } from "../plan-causes.ts";
import type { ProtectionReport } from "../read.ts";
import type { Sign } from "../schema.ts";
import { counted, dated, listNames } from "../words.ts";

const dayMs = 86_400_000;

/** These reasons have alarms of their own, which say what a person has to decide. */
const toldElsewhere = new Set(["host-key", "quarantined", "credential-paused"]);

/** What has no good copy within its objective: one sign for each plan or reason, not for each source. */
export async function signsOfCopies(ctx: Context, report: ProtectionReport): Promise<Sign[]> {
  const now = ctx.clock.now();
  const since = new Map((await listPlans(ctx)).map(({ id, createdAt }) => [id, createdAt]));
  const causes = (await causesOfPlans(ctx, report.sources)).filter(({ plan, run, sources }) => {
    const awaitsFirst = run === null || run.endedAt === null;
    return !awaitsFirst || sources.some((each) => isMissed(each, since.get(plan.id), now));
  });
  const tried = report.devices.filter(
    (each) => each.record?.last || isMissed(each, each.device.createdAt, now),
  );
  const plans = Map.groupBy(causes, ({ plan }) => plan.id);
  const devices = causesOfDevices(tried).filter(({ reason }) => !toldElsewhere.has(reason));
  const reasons = Map.groupBy(devices, ({ reason }) => reason);
  return [
    ...[...plans.values()].flatMap(signOfPlan),
    ...[...reasons.values()].flatMap(signOfReason),
  ];
}

/**
 * Whether anybody misses a copy of what nobody tried to copy yet: not while it is younger than its
 * objective, or than a day where it has none.
 */
function isMissed(
  { lastGoodAt, objectiveMs }: { lastGoodAt: Date | null; objectiveMs: number | null },
  since: Date | undefined,
  now: Date,
): boolean {
  if (lastGoodAt !== null || !since) return true;
  return now.getTime() - since.getTime() > (objectiveMs ?? dayMs);
}

function signOfPlan([first, ...others]: PlanCause[]): Sign[] {
  if (!first) return [];
  const { plan, builtIn, run } = first;
  const all = [first, ...others].flatMap(({ sources }) => sources);
  const names = all.map(({ source }) => source.name);
  const isOpen = run !== null && run.endedAt === null;
  return [
    {
      key: `no-good-copy plan ${plan.id}`,
      kind: builtIn ? "own-backup" : "no-good-copy",
      severity: severityOf(all),
      title: builtIn
        ? "Holdfast itself has no good copy in time"
        : `${plan.name}: no good copy of ${listNames(names)} in time`,
      consequence: `${lastCopy(first.sources[0].lastGoodAt)} ${first.sentence}`,
      next: run
        ? { words: `${isOpen ? "Watch" : "Review"} run ${run.number}`, path: `/runs/${run.number}` }
        : { words: "Open the plan", path: `/plans/${plan.id}` },
      subjects: names,
    },
  ];
}

function signOfReason([first, ...others]: DeviceCause[]): Sign[] {
  if (!first) return [];
  const all = [first, ...others].flatMap(({ devices }) => devices);
  const [{ device, failure, lastGoodAt }] = first.devices;
  const names = all.map((each) => each.device.name);
  const isAlone = all.length === 1;
  return [
    {
      key: `no-good-copy devices ${first.reason}`,
      kind: "no-good-copy",
      severity: severityOf(all),
      title: isAlone
        ? `${device.name}: no good copy in time`
        : `${counted(all.length, "device")} without a good copy in time`,
      consequence: `${isAlone ? lastCopy(lastGoodAt) : `${listNames(names)}.`} ${whyOf(first)}`,
      next: isAlone
        ? { words: "Look at the device", path: `/devices/${device.id}` }
        : { words: "Look at the devices", path: "/devices?state=attention" },
      subjects: names,
    },
  ];

  function whyOf({ reason }: DeviceCause): string {
    if (failure) return isAlone ? failure.sentence : `The first one: ${failure.sentence}`;
    return reason === "never" ? "Not backed up yet." : "No attempt since the last good copy.";
  }
}

function severityOf(all: readonly { protection: string }[]): Sign["severity"] {
  return all.some(({ protection }) => protection === "unprotected") ? "failure" : "warning";
}

function lastCopy(at: Date | null): string {
  return at ? `The last good copy is of ${dated(at)}.` : "There is no good copy.";
}
