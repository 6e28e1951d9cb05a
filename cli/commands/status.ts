import type { Command } from "commander";
import { readProtection } from "#lib/alarms";
import { readStatus } from "#lib/runs";
import type { StatusDocument } from "#lib/runs/schema";
import { type Asked, command, exitWith } from "../command.ts";
import { formatTime, fullTime } from "../format.ts";
import { withInstallation } from "../installation.ts";
import { type Column, printFacts, printJson, printRows } from "../print.ts";

export function statusCommand(): Command {
  return command("status", {
    description: "Say how things stand; exits with 0 when healthy, else with 1",
    example: "npx holdfast status || echo 'look at Holdfast'",
  }).action(status);
}

async function status(asked: Asked): Promise<void> {
  const document = await withInstallation(async ({ ctx }) =>
    readStatus(ctx, await readProtection(ctx)),
  );
  if (asked.json) printJson(document);
  else show(document);
  exitWith(document.healthy ? 0 : 1);
}

function show(document: StatusDocument): void {
  const { healthy, worker, sources, devices, openRuns } = document;
  printFacts([
    ["healthy", healthy ? "yes" : "no"],
    ["worker", worker.alive ? `alive since ${formatTime(worker.since)}` : "not running"],
    ["devices", `${protectedOf(devices)}, ${devices.quarantined} quarantined`],
    ["sources", protectedOf(sources)],
    ["open runs", openRuns.map((run) => `${run.plan}, run ${run.number}`).join("; ") || "none"],
  ]);
  printRows("plan", columns, document.plans, "There is no plan.");
  const braked = document.plans.filter(({ brake }) => brake !== null);
  if (braked.length > 0) printRows("brake", brakeColumns, braked, "No brake is on.");
}

function protectedOf(counts: StatusDocument["sources"]): string {
  const { total, stale, unprotected, paused } = counts;
  return `${counts.protected} of ${total} protected, ${stale} stale, ${unprotected} unprotected, ${paused} paused`;
}

type PlanStatus = StatusDocument["plans"][number];

const columns: Column<PlanStatus>[] = [
  { title: "plan", people: (plan) => plan.name },
  {
    title: "next run",
    people: (plan) => {
      if (!plan.enabled) return "disabled";
      return plan.overdue
        ? `overdue since ${formatTime(plan.nextRunAt)}`
        : formatTime(plan.nextRunAt);
    },
    full: (plan) => fullTime(plan.nextRunAt),
  },
  {
    title: "last run",
    people: ({ lastRun }) => (lastRun ? `${lastRun.number} ${lastRun.state}` : "–"),
    full: ({ lastRun }) => (lastRun ? `${lastRun.number} ${lastRun.state}` : ""),
  },
  {
    title: "last good",
    people: (plan) => formatTime(plan.lastGoodAt),
    full: (plan) => fullTime(plan.lastGoodAt),
  },
  {
    title: "proven",
    people: (plan) => formatTime(plan.lastProvenAt),
    full: (plan) => fullTime(plan.lastProvenAt),
  },
];

/** Of plans of which nothing is let go until a person decides. */
const brakeColumns: Column<PlanStatus>[] = [
  { title: "brake on", people: (plan) => plan.name },
  { title: "flagged run", people: ({ brake }) => String(brake?.run ?? "") },
  { title: "last good run", people: ({ brake }) => String(brake?.lastGood ?? "") },
  { title: "unlike those before", people: ({ brake }) => brake?.sentence ?? "" },
];
