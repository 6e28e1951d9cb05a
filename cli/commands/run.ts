import type { Command } from "commander";
import type { Context } from "#lib/context";
import { lastEventId } from "#lib/events";
import { isWorkerAlive, type Means, readRunDocument } from "#lib/runs";
import type { RunDocument } from "#lib/runs/schema";
import { loopbackAllowed } from "#lib/settings";
import { type Asked, command, exitWith } from "../command.ts";
import { withInstallation } from "../installation.ts";
import { printJson } from "../print.ts";
import { report, usage } from "../report.ts";
import { type Asking, askForDue, askForRuns, findPlans } from "../run/ask.ts";
import { follow } from "../run/follow.ts";
import { cancelOnInterrupt } from "../run/interrupt.ts";
import { exitOf, showOutcome, worst } from "../run/outcome.ts";
import { withOwnShift } from "../run/own-shift.ts";
import { endProgress, err, out, outIsTerminal } from "../terminal.ts";

interface RunAsked extends Asked {
  due?: boolean;
  wait?: boolean;
  readAll?: boolean;
}

export function runCommand(): Command {
  return command("run", {
    description:
      "Back plans up now: through the running worker, or in this process where none is running",
    example: "npx holdfast run nightly --wait --json",
  })
    .argument("[PLAN...]", "names or ids of plans")
    .option("--due", "every plan that is due, for those who keep their own clock")
    .option("--read-all", "read every file, also those that are unchanged since the last archive")
    .option("--wait", "wait until the runs have ended, and exit as they did")
    .action(run);
}

async function run(names: readonly string[], asked: RunAsked): Promise<void> {
  if (names.length === 0 && !asked.due) throw usage("Name a plan, or add --due.");
  if (names.length > 0 && asked.due) throw usage("Name plans or add --due, not both.");
  if (asked.due && asked.readAll) throw usage("Name the plans that --read-all is for.");
  await withInstallation(async ({ ctx, key }) => {
    const means = { key, allowLoopback: loopbackAllowed() };
    const plans = await findPlans(ctx, names);
    const ask = () =>
      asked.due ? askForDue(ctx) : askForRuns(ctx, plans, { readAll: asked.readAll });
    const { asking, runs } = await carry(ctx, ask, { ...asked, means });
    const [onlyRefusal] = asking.refused;
    if (onlyRefusal && plans.length === 1) throw onlyRefusal;

    for (const sentence of asking.skipped) err(`${sentence}\n`);
    if (asked.json) printJson(plans.length === 1 ? { run: runs[0] } : { runs });
    else for (const each of runs) showOutcome(each);
    if (runs.length === 0 && asked.due && !asked.json && outIsTerminal()) out("Nothing is due.\n");
    // With --json standard error takes one object: that of the first plan that was refused.
    const told = asked.json ? asking.refused.slice(0, 1) : asking.refused;
    for (const failure of told) report(failure, { json: asked.json === true });
    const codes = [...runs.map(({ state }) => exitOf(state)), ...asking.refused.map((f) => f.exit)];
    exitWith(worst(codes));
  });
}

interface Carried {
  asking: Asking;
  runs: RunDocument[];
}

/** Asks for the runs and sees to it that they are carried out, here or by the worker. */
async function carry(
  ctx: Context,
  ask: () => Promise<Asking>,
  asked: RunAsked & { means: Means },
): Promise<Carried> {
  const interruptible = cancelOnInterrupt(ctx);
  try {
    const here = (await isWorkerAlive(ctx))
      ? null
      : await carryHere(ctx, ask, interruptible, asked);
    if (here) return here;
    const from = await lastEventId(ctx.db);
    const asking = await ask();
    if (asked.wait) {
      interruptible.started(asking.runs.map(({ id }) => id));
      await follow(ctx, asking.runs, { from, byWorker: true });
    }
    return { asking, runs: await read(ctx, asking.runs) };
  } finally {
    interruptible.end();
    endProgress();
  }
}

/** `null` when a worker began in this very moment: it carries them out. */
async function carryHere(
  ctx: Context,
  ask: () => Promise<Asking>,
  interruptible: ReturnType<typeof cancelOnInterrupt>,
  asked: RunAsked & { means: Means },
): Promise<Carried | null> {
  return withOwnShift(ctx, asked.means, async (shift) => {
    const from = await lastEventId(ctx.db);
    const asking = await ask();
    const ids = asking.runs.map(({ id }) => id);
    interruptible.started(ids);
    // Runs that wait from before, such as one that is repeated, are due as well.
    const carried = new AbortController();
    const showing = follow(ctx, asking.runs, { from, byWorker: false, stop: carried.signal });
    const claims = await shift.carryOut(asked.due ? undefined : ids).finally(() => carried.abort());
    await showing;
    const before = claims
      .filter(({ runId }) => !ids.includes(runId))
      .map(({ runId }) => ({ id: runId }));
    return { asking, runs: await read(ctx, [...before, ...asking.runs]) };
  });
}

async function read(ctx: Context, runs: readonly { id: string }[]): Promise<RunDocument[]> {
  const found = await Promise.all(runs.map(({ id }) => readRunDocument(ctx, id)));
  return found.filter((run) => run !== null);
}
