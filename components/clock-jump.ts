import { formatAge } from "./format.ts";

/** How the clock of the machine jumped, as one sentence without its full stop. */
export function clockSentence(movedMs: number): string {
  if (!Number.isFinite(movedMs)) return "The clock of this machine was set";
  const span = formatAge(Math.abs(movedMs));
  return movedMs < 0
    ? `The clock of this machine was set back by ${span}`
    : `The clock of this machine jumped ahead by ${span}: it slept, or its clock was set`;
}
