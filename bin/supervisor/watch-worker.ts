import type { Log } from "#lib/log";
import type { Part } from "./part.ts";

/** How often the worker's lease is looked at. */
export const lookMs = 2_500;
/**
 * A worker whose lease stays expired for this long is replaced. Longer than the pause between two
 * renewals: when somebody sets the wall clock forward, every lease is expired until the next one.
 */
export const deadMsMax = 7_500;
/**
 * A worker that has only just been started gets this long to take its lease: a small machine that
 * is busy needs many seconds to load it, and killing it would make it begin again.
 */
export const startMsMax = 120_000;

/**
 * Replaces a worker that is there and works no more: stopped, stuck, or without its lease. A worker
 * that ended is started again by the part itself.
 *
 * @param isAlive whether some worker holds a lease that has not expired
 * @returns stops watching
 */
export function watchWorker(
  worker: Part,
  { isAlive, log }: { isAlive: () => Promise<boolean>; log: Log },
): () => void {
  let deadSinceMs: number | null = null;
  let aliveAtMs = Number.NEGATIVE_INFINITY;
  let looking = false;
  const look = async () => {
    if (looking) return;
    looking = true;
    try {
      const nowMs = performance.now();
      if (await isAlive()) {
        deadSinceMs = null;
        aliveAtMs = nowMs;
        return;
      }
      deadSinceMs ??= nowMs;
      const startedAtMs = worker.startedAtMs();
      const begun = aliveAtMs > startedAtMs;
      const deadMs = nowMs - Math.max(deadSinceMs, startedAtMs);
      if (deadMs < (begun ? deadMsMax : startMsMax) || worker.pid() === null) return;
      deadSinceMs = null;
      worker.replace(begun ? "had stopped working" : "did not begin to work");
    } catch (error) {
      log.warn("the worker could not be looked at", { error: error as Error });
    } finally {
      looking = false;
    }
  };
  const timer = setInterval(look, lookMs);
  return () => clearInterval(timer);
}
