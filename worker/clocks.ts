import { Cron } from "croner";
import type { Clock } from "#lib/context";

/** A wall clock that differs from elapsed time by more than this was set. */
const jumpMs = 2_000;

/** Jobs that croner starts at fixed times. */
export interface Clocks {
  /**
   * Called often: starts the jobs anew when somebody set the wall clock.
   *
   * @returns how far ahead in ms, negative: back; `null` when nobody did
   */
  notice(): number | null;
  stop(): void;
}

/**
 * Starts jobs by their patterns (six fields, seconds first). A job that still runs is not started
 * again. croner waits for an instant, so that a clock set back by a day would silence it for a day:
 * `notice` mends that.
 */
export function startClocks(
  clock: Clock,
  jobs: readonly { pattern: string; job: () => Promise<void> }[],
): Clocks {
  const start = () =>
    jobs.map(({ pattern, job }) => new Cron(pattern, { protect: true, unref: true }, job));
  const offset = () => clock.now().getTime() - performance.now();
  let running = start();
  let lastOffset = offset();
  const stop = () => {
    for (const each of running) each.stop();
  };
  return {
    notice() {
      const now = offset();
      const movedMs = Math.round(now - lastOffset);
      lastOffset = now;
      if (Math.abs(movedMs) < jumpMs) return null;
      stop();
      running = start();
      return movedMs;
    },
    stop,
  };
}
