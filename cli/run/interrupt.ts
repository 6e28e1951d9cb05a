import type { Context } from "#lib/context";
import { asFailure } from "#lib/failures";
import { cancelRun } from "#lib/runs";
import { err } from "../terminal.ts";

/** The terminal and the launcher may both pass on one Ctrl-C; later than this it is a second. */
const sameSignalMs = 500;

/** What Ctrl-C has to cancel. */
export interface Interruptible {
  /** Runs that this command asked for, from now on. */
  started(ids: readonly string[]): void;
  /** Back to the usual meaning of Ctrl-C. */
  end(): void;
}

/** From now on Ctrl-C cancels the runs this command started; a second one ends the command at once. */
export function cancelOnInterrupt(ctx: Context): Interruptible {
  const runs: string[] = [];
  let since = 0;
  const interrupt = () => {
    if (runs.length === 0) process.exit(130);
    if (since && performance.now() - since > sameSignalMs) process.exit(130);
    if (since) return;
    since = performance.now();
    err("Cancelling. Ctrl-C again ends this command at once.\n");
    for (const runId of runs) {
      cancelRun(ctx, { runId }).catch((error) => err(`${asFailure(error).message}\n`));
    }
  };
  process.on("SIGINT", interrupt);
  return {
    started: (ids) => void runs.push(...ids),
    end: () => void process.off("SIGINT", interrupt),
  };
}
