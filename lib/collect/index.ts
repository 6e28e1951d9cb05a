export { legacyNames } from "./algorithms.ts";
export type {
  Attempt,
  Capture,
  Doubt,
  HostKey,
  Outcome,
  Stage,
  StageResult,
  Watch,
} from "./attempt.ts";
export { stages } from "./attempt.ts";
export { collect } from "./collect.ts";
export {
  type KnownTarget,
  type Limits,
  type Login,
  shownTarget,
  type Target,
  usualLimits,
} from "./target.ts";
