export type { Cause } from "./cause.ts";
export { type CauseName, causes, type FactsOf } from "./causes.ts";
export {
  asDiskFailure,
  asFailure,
  Failure,
  type FailureReport,
  fail,
  isFailure,
} from "./failure.ts";
export { unlessAborted } from "./patience.ts";
export { formatAge, formatBytes, formatCount, formatDuration, plural } from "./words.ts";
