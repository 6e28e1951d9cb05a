export {
  type Actor,
  type ActorKind,
  actorKinds,
  type Clock,
  type Context,
  systemClock,
} from "./context.ts";
