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
  let looking = false;
  const look = async () => {
    if (looking) return;
    looking = true;
    try {
      const nowMs = performance.now();
      if (await isAlive()) deadSinceMs = null;
      else deadSinceMs ??= nowMs;
      const sinceMs = Math.max(deadSinceMs ?? nowMs, worker.startedAtMs());
      if (nowMs - sinceMs < deadMsMax || worker.pid() === null) return;
      deadSinceMs = null;
      worker.replace("had stopped working");
    } catch (error) {
      log.warn("the worker could not be looked at", { error: error as Error });
    } finally {
      looking = false;
    }
  };
  const timer = setInterval(look, lookMs);
  return () => clearInterval(timer);
}
