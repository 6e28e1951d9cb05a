import path from "node:path";
import type { Command } from "commander";
import type { Context } from "#lib/context";
import { fail } from "#lib/failures";
import { changePlan, createPlan } from "#lib/plans";
import type { InstallationKey } from "#lib/secrets";
import { type Change, changeOf, diffOf, type ReadyPlan } from "../apply/changes.ts";
import { storeChannel } from "../apply/channels.ts";
import { type Checked, type CheckedPlan, checkFile } from "../apply/check.ts";
import { storeCredential } from "../apply/credentials.ts";
import { storeDevice } from "../apply/devices.ts";
import type { ApplyFile, Problem } from "../apply/file.ts";
import { storePlanHeartbeat } from "../apply/heartbeat.ts";
import { trySources } from "../apply/try-sources.ts";
import { type Asked, command, exitWith } from "../command.ts";
import { visible } from "../format.ts";
import { withInstallation } from "../installation.ts";
import { printJson } from "../print.ts";
import { report } from "../report.ts";
import { err, out, outIsTerminal } from "../terminal.ts";

interface ApplyAsked extends Asked {
  dryRun?: boolean;
}

export function applyCommand(): Command {
  return command("apply", {
    description:
      "Add and change credentials, devices, plans and channels as a file says; never deletes",
    example: "npx holdfast apply plans.yaml --dry-run",
  })
    .argument("<FILE>", "a YAML file; - for standard input")
    .option("--dry-run", "say what would change, and change nothing")
    .action(apply);
}

async function apply(name: string, asked: ApplyAsked): Promise<void> {
  // Reading YAML takes as many modules as all other commands together have of their own.
  const { readApplyFile } = await import("../apply/file.ts");
  const file = await readApplyFile(name);
  const folder = name === "-" ? process.cwd() : path.dirname(path.resolve(name));
  await withInstallation(async ({ ctx, key }) => {
    const places = { environment: process.env, folder };
    const checked = await checkFile(ctx, file, { key, places });
    const { problems: found, warnings } = await trySources(ctx, checked.plans);
    const problems = [...checked.problems, ...found].sort((a, b) => a.line - b.line);
    if (problems.length > 0) return refuse(file, problems, asked);
    if (!asked.json) for (const warning of warnings) err(`${lineOf(file, warning)}\n`);
    const dryRun = asked.dryRun === true;
    const changes = changesOf(checked);
    if (!dryRun) await storeAll(ctx, checked, key);
    if (asked.json) printJson({ dryRun, ...documentOf(changes), warnings });
    else show(Object.values(changes).flat(), dryRun);
  });
}

type Changes = Record<"credentials" | "devices" | "plans" | "channels", Change[]>;

/** The kind stands in the name of each list. */
function documentOf({ credentials, devices, plans, channels }: Changes) {
  const told = (list: readonly Change[]) => list.map(({ kind: _, ...change }) => change);
  return {
    ...{ credentials: told(credentials), devices: told(devices), plans: told(plans) },
    channels: told(channels),
  };
}

function changesOf({ credentials, devices, plans, channels }: Checked): Changes {
  return {
    credentials: credentials.map(({ change }) => change),
    devices: devices.map(({ change }) => change),
    plans: plans.filter(isReady).map(changeOf),
    channels: channels.map(({ change }) => change),
  };
}

/**
 * Each credential, device, plan and channel is one transaction, in the order of the file, so that a repetition
 * goes on where it ended. A credential comes before the devices that use it.
 */
async function storeAll(ctx: Context, checked: Checked, key: InstallationKey): Promise<void> {
  for (const credential of checked.credentials) await storeCredential(ctx, credential, key);
  for (const device of checked.devices) await storeDevice(ctx, device, key);
  for (const plan of checked.plans.filter(isReady)) await store(ctx, plan, key);
  for (const channel of checked.channels) await storeChannel(ctx, channel, key);
}

async function store(
  ctx: Context,
  { before, input, heartbeat: laid }: ReadyPlan,
  key: InstallationKey,
): Promise<void> {
  const { id } = before
    ? await changePlan(ctx, { id: before.id, updatedAt: before.updatedAt, input })
    : await createPlan(ctx, input);
  if (laid) await storePlanHeartbeat(ctx, { planId: id, laid }, key);
}

function isReady(plan: CheckedPlan): plan is ReadyPlan {
  return plan.input !== null; // all are, where there is no problem
}

function refuse(file: ApplyFile, problems: readonly Problem[], asked: ApplyAsked): void {
  const failure = fail("apply-refused", { file: file.name, problems: problems.length });
  if (!asked.json) for (const problem of problems) err(`${lineOf(file, problem)}\n`);
  report(failure, { json: asked.json === true, more: { problems } });
  exitWith(failure.exit);
}

function lineOf({ name }: ApplyFile, { line, problem }: Problem): string {
  return `${name}:${line} ${visible(problem)}`;
}

function show(changes: readonly Change[], dryRun: boolean): void {
  if (!outIsTerminal()) {
    for (const each of changes) for (const row of rowsOf(each)) out(`${row.join("\t")}\n`);
    return;
  }
  for (const change of changes) out(`${visibleLines(diffOf(change))}\n`);
  const count = (what: Change["change"]) => changes.filter(({ change }) => change === what).length;
  const sum = `${count("added")} added, ${count("changed")} changed, ${count("unchanged")} unchanged`;
  out(`\n${sum}${dryRun ? ". This was a dry run: nothing was changed" : ""}.\n`);
}

/** A row for each difference; one that says so where there is none. */
function rowsOf({ kind, name: own, change, differences }: Change): string[][] {
  const name = kind === "plan" ? own : `${kind} ${own}`;
  if (differences.length === 0) return [[change, name, "", "", ""]];
  return differences.map(({ what, was, is }) =>
    [change, name, what, was ?? "", is ?? ""].map(visible),
  );
}

function visibleLines(text: string): string {
  return text.split("\n").map(visible).join("\n");
}
