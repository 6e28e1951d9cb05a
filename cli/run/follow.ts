import { setTimeout as pause } from "node:timers/promises";
import type { Context } from "#lib/context";
import { eventsAfter, type LiveEvent } from "#lib/events";
import { fail } from "#lib/failures";
import { isWorkerAlive } from "#lib/runs";
import { formatBytes, formatCount, formatDuration } from "../format.ts";
import { showProgress } from "../terminal.ts";
import type { AskedRun } from "./ask.ts";

/** How often new events are looked for. */
const lookMs = 200;
/** How often the worker is looked at while runs wait for it. */
const workerLookMs = 2_500;
/** Without a worker for this long nothing will come: a supervisor replaces a dead one much sooner. */
const workerGoneMsMax = 60_000;

/**
 * Shows how runs go until all of them have ended, told by the events.
 *
 * @param from the newest event before the runs were asked for
 * @param byWorker whether a worker carries them out, which may go away
 * @param stop ends the showing, not the runs
 * @throws Failure `worker-silent` when there is no worker any more
 */
export async function follow(
  ctx: Context,
  runs: readonly AskedRun[],
  { from, byWorker, stop }: { from: number; byWorker: boolean; stop?: AbortSignal },
): Promise<void> {
  const open = new Map(runs.map((run) => [run.id, `${run.plan}, run ${run.number}  waiting`]));
  let last = from;
  let lookedAtMs = performance.now();
  let seenAtMs = lookedAtMs;
  while (open.size > 0 && !stop?.aborted) {
    const events = await eventsAfter(ctx.db, last);
    for (const event of events) {
      last = event.id;
      if (!open.has(event.subjectId)) continue;
      if (event.kind === "run.ended") open.delete(event.subjectId);
      else if (event.kind === "run.progress") open.set(event.subjectId, progressLine(event.data));
    }
    showProgress([...open.values()].join("   "));
    if (open.size === 0) return;
    const nowMs = performance.now();
    if (byWorker && nowMs - lookedAtMs > workerLookMs) {
      lookedAtMs = nowMs;
      if (await isWorkerAlive(ctx)) seenAtMs = nowMs;
      else if (nowMs - seenAtMs > workerGoneMsMax) throw fail("worker-silent", {});
    }
    await pause(lookMs);
  }
}

type Progress = Extract<LiveEvent, { kind: "run.progress" }>["data"];

/** `nightly, run 17  media  42 %  1,234 of 5,000 entries  12.3 MB  about 3 s left`. */
function progressLine(progress: Progress): string {
  const { planName, number, step, fraction, remainingMs } = progress;
  const { entriesDone, entriesTotal, bytesDone } = progress;
  const total = entriesTotal === null ? "" : ` of ${formatCount(entriesTotal)}`;
  return [
    `${planName}, run ${number}`,
    step,
    fraction === null ? "" : `${Math.floor(fraction * 100)} %`,
    `${formatCount(entriesDone)}${total} entries`,
    formatBytes(bytesDone),
    remainingMs === null ? "" : `about ${formatDuration(remainingMs)} left`,
  ]
    .filter((part) => part !== "")
    .join("  ");
}
