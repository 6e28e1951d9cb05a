/** How much work a comparison may still do, in steps of its innermost loops; counted, so not timed. */
export interface Budget {
  steps: number;
  /** Set once a bound was met: something was matched in a coarser way. */
  coarse: boolean;
}

/** About a second of one core. Versions of one device need a hundredth of it. */
export const stepsMax = 100_000_000;

/** As many edits the middle of one box may be away from its ends before a worse one is taken. */
export const roundsMax = 500;

export function newBudget(steps = stepsMax): Budget {
  return { steps, coarse: false };
}

/** Takes steps; `false`: there are none left. */
export function spend(budget: Budget, steps: number): boolean {
  budget.steps -= steps;
  if (budget.steps < 0) budget.coarse = true;
  return budget.steps >= 0;
}
