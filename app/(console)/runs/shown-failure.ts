import { visibleName } from "#lib/entries";
import type { FailureReport } from "#lib/failures";

/** A stored failure whose names cannot disturb what stands around them. */
export function shownFailure(failure: FailureReport): FailureReport {
  return { ...failure, sentence: visibleName(failure.sentence) };
}
