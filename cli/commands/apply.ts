import type { Command } from "commander";
import type { Context } from "#lib/context";
import { fail } from "#lib/failures";
import { changePlan, createPlan } from "#lib/plans";
import { type Change, changeOf, diffOf, type ReadyPlan } from "../apply/changes.ts";
import { type CheckedPlan, checkFile } from "../apply/check.ts";
import { type ApplyFile, type Problem, readApplyFile } from "../apply/file.ts";
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
    description: "Add and change plans as a file says; never deletes",
    example: "npx holdfast apply plans.yaml --dry-run",
  })
    .argument("<FILE>", "a YAML file; - for standard input")
    .option("--dry-run", "say what would change, and change nothing")
    .action(apply);
}

async function apply(name: string, asked: ApplyAsked): Promise<void> {
  const file = await readApplyFile(name);
  await withInstallation(async ({ ctx }) => {
    const checked = await checkFile(ctx, file);
    const { problems: found, warnings } = await trySources(ctx, checked.plans);
    const problems = [...checked.problems, ...found].sort((a, b) => a.line - b.line);
    if (problems.length > 0) return refuse(file, { problems, notYet: checked.notYet }, asked);
    if (!asked.json) for (const warning of warnings) err(`${lineOf(file, warning)}\n`);
    const plans = checked.plans.filter(isReady);
    const changes = plans.map(changeOf);
    if (!asked.dryRun) for (const plan of plans) await store(ctx, plan);
    const dryRun = asked.dryRun === true;
    if (asked.json) printJson({ dryRun, plans: changes, warnings });
    else show(changes, dryRun);
  });
}

/** One plan is one transaction; the order is the file's, so that a repetition goes on where it ended. */
async function store(ctx: Context, { before, input }: ReadyPlan): Promise<void> {
  if (!before) await createPlan(ctx, input);
  else await changePlan(ctx, { id: before.id, updatedAt: before.updatedAt, input });
}

function isReady(plan: CheckedPlan): plan is ReadyPlan {
  return plan.input !== null; // all are, where there is no problem
}

function refuse(
  file: ApplyFile,
  { problems, notYet }: { problems: readonly Problem[]; notYet: readonly string[] },
  asked: ApplyAsked,
): void {
  const failure =
    notYet.length > 0
      ? fail("not-yet", { what: notYet.join(" and ") })
      : fail("apply-refused", { file: file.name, problems: problems.length });
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
function rowsOf({ name, change, differences }: Change): string[][] {
  if (differences.length === 0) return [[change, name, "", "", ""]];
  return differences.map(({ what, was, is }) =>
    [change, name, what, was ?? "", is ?? ""].map(visible),
  );
}

function visibleLines(text: string): string {
  return text.split("\n").map(visible).join("\n");
}
