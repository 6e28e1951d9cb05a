import { setTimeout as pause } from "node:timers/promises";
import type { Context } from "#lib/context";
import { trimEvents } from "#lib/events";
import { asFailure, isFailure } from "#lib/failures";
import { beatsOfRuns, beatWhole } from "#lib/heartbeat";
import { deliverDue, trimDeliveries } from "#lib/notify";
import {
  beginShift,
  carryOut,
  claimRun,
  leaseRenewMs,
  type Means,
  queueDueRuns,
  recover,
  runsAtOnceMax,
  type Shift,
  sayWhatRunsWaitFor,
  takeQuestions,
  tellClockSet,
  tendBin,
} from "#lib/runs";
import { consoleUrl } from "#lib/settings";
import { type Clocks, startClocks } from "./clocks.ts";
import { makeScrubs } from "./scrubs.ts";
import { makeWatch } from "./watch.ts";

/** Queued runs and questions are looked for this often. */
const lookMs = 250;
/** A worker that stands by asks this often whether the other one is gone. */
const standByMs = 1_000;
/** When plans are looked through for what is due. */
const duePattern = "*/5 * * * * *";
/** When messages that are due are sent. */
const deliverPattern = "*/2 * * * * *";
/** When the signs of life of runs are given, and that of the whole installation. */
const beatPattern = "1-59/2 * * * * *";
const beatWholePattern = "20 * * * * *";
/** When leftovers of other workers are looked for, and old events are let go. */
const tidyPattern = "*/20 * * * * *";
/** When all is looked at for what is wrong. */
const watchPattern = "*/10 * * * * *";
/** When it is looked whether something happened that alarms hang on. */
const noticePattern = "* * * * * *";
/** When the rolling check of the vault is looked after: it reads once a day, and on after a run. */
const scrubPattern = "30 */10 * * * *";
/** When it is looked whether somebody asked for a check. */
const scrubAskedPattern = "*/2 * * * * *";
/** When the bin is looked after: what has waited long enough leaves it, and its space is freed. */
const binPattern = "10 */10 * * * *";

/**
 * Works for one installation until `stop` is aborted: takes the lease (or stands by while another
 * worker holds it), queues what is due, carries out up to four runs at once, answers questions.
 *
 * @throws Failure `lease-lost` when another worker took over
 */
export async function work(
  ctx: Context,
  process: { pid: number; host: string },
  { stop, ...means }: Means & { stop: AbortSignal },
): Promise<void> {
  const shift = await waitForShift(ctx, process, stop);
  if (!shift) return;
  ctx.log.info("shift begun", { owner: shift.owner, term: shift.term });
  const lost = new AbortController();
  const signal = AbortSignal.any([stop, lost.signal]);
  const attend = (what: string, job: () => Promise<unknown>) => async () => {
    try {
      await job();
    } catch (error) {
      ctx.log.error(`${what} failed`, { error: asFailure(error) });
      if (isFailure(error, "lease-lost")) lost.abort(error);
    }
  };
  const heart = setInterval(
    attend("renewing the lease", () => shift.renew()),
    leaseRenewMs,
  );
  const due = attend("looking for due plans", () => queueDueRuns(ctx));
  const tidy = attend("tidying", async () => {
    await recover(ctx, shift.owner);
    await trimEvents(ctx.db, ctx.clock.now());
    await trimDeliveries(ctx);
  });
  const deliver = attend("sending messages", () =>
    deliverDue(ctx, { ...means, url: consoleUrl(), signal }),
  );
  const beats = beatsOfRuns(ctx, { ...means, signal });
  const beat = attend("giving signs of life", () => beats.beat());
  const beatAll = attend("giving a sign of life", () => beatWhole(ctx, { ...means, signal }));
  const { look, lookAfterEvents } = makeWatch(ctx);
  const watch = attend("looking for what is wrong", look);
  const notice = attend("looking at what happened", lookAfterEvents);
  const scrubs = makeScrubs(ctx, { me: shift, signal });
  const scrub = attend("checking the vault", scrubs.due);
  const scrubAsked = attend("checking the vault", scrubs.asked);
  const bin = attend("looking after the bin", () => tendBin(ctx, { me: shift, signal }));
  await tidy();
  await due();
  const clocks = startClocks(ctx.clock, [
    { pattern: duePattern, job: due },
    { pattern: deliverPattern, job: deliver },
    { pattern: beatPattern, job: beat },
    { pattern: beatWholePattern, job: beatAll },
    { pattern: watchPattern, job: watch },
    { pattern: noticePattern, job: notice },
    { pattern: tidyPattern, job: tidy },
    { pattern: scrubPattern, job: scrub },
    { pattern: scrubAskedPattern, job: scrubAsked },
    { pattern: binPattern, job: bin },
  ]);
  try {
    await carryOutQueued(ctx, { shift, clocks, signal, means });
  } finally {
    clocks.stop();
    clearInterval(heart);
    await shift.end();
  }
  if (lost.signal.aborted) throw lost.signal.reason;
  ctx.log.info("shift ended", { owner: shift.owner });
}

async function waitForShift(
  ctx: Context,
  process: { pid: number; host: string },
  stop: AbortSignal,
): Promise<Shift | null> {
  for (let said = false; !stop.aborted; said = true) {
    const shift = await beginShift(ctx, process);
    if (shift) return shift;
    if (!said) ctx.log.warn("standing by: another worker holds the lease");
    await pause(standByMs, undefined, { signal: stop }).catch(() => {}); // an abort ends the loop
  }
  return null;
}

/** Claims queued runs while there is room, and waits for those under way once it has to stop. */
async function carryOutQueued(
  ctx: Context,
  {
    shift,
    clocks,
    signal,
    means,
  }: { shift: Shift; clocks: Clocks; signal: AbortSignal; means: Means },
): Promise<void> {
  const underWay = new Set<Promise<void>>();
  while (!signal.aborted) {
    const movedMs = clocks.notice();
    try {
      if (movedMs !== null) await tellClockSet(ctx, movedMs);
      await takeQuestions(ctx, { owner: shift.owner, means, signal });
      while (underWay.size < runsAtOnceMax && !signal.aborted) {
        const run = await beginRun(ctx, shift, { ...means, stop: signal });
        if (!run) break;
        underWay.add(run.ended);
        run.ended.finally(() => underWay.delete(run.ended));
      }
      if (underWay.size === runsAtOnceMax) await sayWhatRunsWaitFor(ctx);
    } catch (error) {
      ctx.log.error("looking for work failed", { error: asFailure(error) });
      if (isFailure(error, "lease-lost")) break;
    }
    await pause(lookMs, undefined, { signal }).catch(() => {}); // an abort ends the loop
  }
  await Promise.all(underWay);
}

/** Claims the oldest queued run and begins it; `null` when none waits. The promise never rejects. */
async function beginRun(
  ctx: Context,
  shift: Shift,
  means: Means & { stop: AbortSignal },
): Promise<{ ended: Promise<void> } | null> {
  const claim = await claimRun(ctx, shift);
  if (!claim) return null;
  const log = ctx.log.with({ run: claim.number });
  log.info("run claimed");
  const ended = carryOut(ctx, claim, means).then(
    (state) => log.info("run ended", { state: state ?? "taken over" }),
    (error) => log.error("run could not be recorded", { error: asFailure(error) }),
  );
  return { ended };
}
