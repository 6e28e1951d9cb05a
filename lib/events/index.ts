export { emit, emitAll, type NewEvent } from "./emit.ts";
export { type Feed, feedOf, type Listener } from "./feed.ts";
export {
  eventKeepMs,
  eventsAfter,
  eventsMax,
  firstEventId,
  forgetProgress,
  lastEventId,
  trimEvents,
} from "./read.ts";
export { type EventKind, type EventOf, eventData, type LiveEvent } from "./schema.ts";
export { eventStream, type StreamOptions } from "./stream.ts";
