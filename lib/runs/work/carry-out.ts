import { mkdir, rm } from "node:fs/promises";
import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { keepReserve } from "#lib/db";
import { asFailure, type Failure, fail, isFailure } from "#lib/failures";
import { listDevices } from "#lib/inventory";
import { findPlan } from "#lib/plans";
import type { Plan } from "#lib/plans/schema";
import { foldersAround } from "#lib/settings";
import type { Means } from "../devices/contact.ts";
import { collectAll, messageOf } from "../devices/devices-source.ts";
import { usualDurations } from "../find.ts";
import type { RunState } from "../schema.ts";
import { keepArchive } from "./archive-step.ts";
import type { Claim } from "./claim.ts";
import { endRun } from "./end.ts";
import { Ledger, type OpenStep } from "./ledger.ts";
import { choosePrevious } from "./previous-file.ts";
import { scratchOf } from "./recover.ts";
import { applyRetention } from "./retention-step.ts";
import { closeSources, type OpenedSource, openSources } from "./source-steps.ts";
import { verifyKept } from "./verify-step.ts";
import { watch } from "./watch.ts";

/** Everything the steps of one run share. */
export interface Work {
  ctx: Context;
  claim: Claim;
  plan: Plan;
  ledger: Ledger;
  scratch: string;
  signal: AbortSignal;
  /** The archive whose unchanged files are not read again; `null`: everything is read. */
  previous: string | null;
  /** What talking with devices needs. */
  means: Means;
}

/**
 * Carries out one claimed run from its first step to its end, and records it.
 *
 * @param stop aborted with a Failure as its reason when the worker stops or a person cancels
 * @param means the key that opens credentials, and whether this machine may be a device
 * @returns the state in which the run ended, or `null` when another worker took it over
 */
export async function carryOut(
  ctx: Context,
  claim: Claim,
  { stop, ...means }: Means & { stop: AbortSignal },
): Promise<RunState | null> {
  allow(ctx, "run:work");
  const plan = await findPlan(ctx, claim.planId);
  if (!plan) throw fail("not-found", { what: "plan", name: claim.planId });
  const usual = await usualDurations(ctx, plan.id);
  const ledger = new Ledger(ctx, claim, { name: plan.name, usual });
  const scratch = scratchOf(foldersAround(ctx.db).scratch, claim);
  const watching = watch({ ctx, claim, ledger, stop, silentMinutes: plan.silentMinutes });
  const { signal } = watching;
  const work: Work = { ctx, claim, plan, ledger, scratch, signal, previous: null, means };
  ledger.open((lost) => watching.abort(asFailure(lost)));
  let failure: Failure | null = null;
  try {
    const steps = claim.limitedTo ? collectLimited(work, claim.limitedTo) : takeSteps(work);
    await untilAborted(steps, watching.signal);
  } catch (error) {
    // An abort surfaces as all kinds of errors; its reason is what happened.
    failure = watching.signal.aborted ? asFailure(watching.signal.reason) : asFailure(error);
  } finally {
    watching.end();
    ledger.close();
    await rm(scratch, { recursive: true, force: true }).catch(() => {}); // recovery removes what is left
  }
  if (failure && isFailure(failure, "lease-lost")) return null;
  return endRun(work, failure);
}

async function takeSteps(work: Work): Promise<void> {
  const { plan, ledger } = work;
  const [prepare, ...rest] = await ledger.plan([
    { kind: "prepare", name: "Prepare", sourceId: null },
    ...plan.sources.map(({ id, name }) => ({ kind: "source" as const, name, sourceId: id })),
    { kind: "archive", name: "Archive", sourceId: null },
    { kind: "verify", name: "Verify", sourceId: null },
    { kind: "retention", name: "Retention", sourceId: null },
  ]);
  const [archive, verify, retention] = rest.splice(-3);
  if (!prepare || !archive || !verify || !retention)
    throw new Error("A run has at least four steps.");

  await prepareRun(work, prepare);
  work.previous = await choosePrevious(work);
  const opened = await openSources(work, rest);
  try {
    const kept = await keepArchive(work, archive, opened);
    await verifyKept(work, verify, kept);
    await applyRetention(work, retention, kept);
  } finally {
    await closeSources(opened);
  }
}

/** A run of some devices: their versions are kept, and nothing else. */
async function collectLimited(work: Work, deviceIds: readonly string[]): Promise<void> {
  const { ctx, plan, ledger } = work;
  const source = plan.sources.find(({ kind }) => kind === "devices");
  const [step] = await ledger.plan([
    { kind: "source", name: source?.name ?? "devices", sourceId: source?.id ?? null },
  ]);
  if (!step) throw new Error("A run of devices has one step.");
  await keepReserve(ctx.db);
  await ledger.begin(step);
  const wanted = new Set(deviceIds);
  const devices = (await listDevices(ctx)).filter(({ id }) => wanted.has(id));
  const collected = await collectAll(work, devices);
  const state = step.counts.warnings > 0 ? "warnings" : "succeeded";
  await ledger.end(step, state, { message: messageOf(collected) });
}

async function prepareRun({ ctx, ledger, scratch }: Work, step: OpenStep): Promise<void> {
  await ledger.begin(step);
  await mkdir(scratch, { recursive: true, mode: 0o700 });
  await keepReserve(ctx.db);
  await ledger.end(step, "succeeded");
}

export type { OpenedSource };

/** A step that hangs in a system call cannot be ended; the run is, and the step's result is ignored. */
function untilAborted(steps: Promise<void>, signal: AbortSignal): Promise<void> {
  const graceMs = 1_500; // time for the steps to clean up after themselves
  return new Promise((resolve, reject) => {
    steps.then(resolve, reject);
    const give = () => setTimeout(() => reject(signal.reason), graceMs).unref();
    if (signal.aborted) give();
    else signal.addEventListener("abort", give, { once: true });
  });
}
