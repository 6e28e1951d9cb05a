import { type Failure, fail } from "#lib/failures";
import { err } from "./terminal.ts";

/** A failure on standard error: its sentence and the next step, or one object with `--json`. */
export function report(failure: Failure, { json, more = {} }: { json: boolean; more?: object }) {
  const { cause, sentence, next } = failure.report();
  if (json) {
    const error = { cause, sentence, next, exit: failure.exit, ...more };
    return err(`${JSON.stringify({ error }, null, 2)}\n`);
  }
  err(`${sentence}\n${next}\n`);
}

/** A command that cannot be carried out as it was typed. */
export function usage(problem: string): Failure {
  return fail("usage", { problem });
}
