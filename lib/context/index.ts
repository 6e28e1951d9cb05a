export {
  type Actor,
  type ActorKind,
  actorKinds,
  type Clock,
  type Context,
  systemClock,
} from "./context.ts";
export {
  type ClockChange,
  clockChanges,
  dateText,
  instantOf,
  offsetMs,
  placeOf,
  timeText,
  wallOf,
} from "./zone.ts";
