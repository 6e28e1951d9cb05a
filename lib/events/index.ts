export { emit, type NewEvent } from "./emit.ts";
export {
  eventKeepMs,
  eventsAfter,
  eventsMax,
  firstEventId,
  lastEventId,
  trimEvents,
} from "./read.ts";
export { type EventKind, type EventOf, eventData, type LiveEvent } from "./schema.ts";
