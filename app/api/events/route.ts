import { allow, isSessionLive } from "#lib/access";
import { eventStream, feedOf, type LiveEvent } from "#lib/events";
import { fail } from "#lib/failures";
import { webProcess } from "../../web-process.ts";
import { signedIn } from "../guard.ts";

/** One browser needs one stream; where it cannot share, each of its pages has its own. */
const streamsPerUserMax = 20;
/** Over all users: each is a connection and a timer. */
const streamsMax = 300;

/** Counted for the whole process, whatever copies a bundle makes of this module. */
const streamsKey = Symbol.for("holdfast.web.streams");
const state = globalThis as { [streamsKey]?: Map<string, number> };
state[streamsKey] ??= new Map();
const streams = state[streamsKey];

/**
 * What happens, as server-sent events. A browser that connects again says what it saw last, by
 * itself in `Last-Event-ID` or by hand in `?after=`, and gets what it missed, or `reset`.
 */
export const GET = signedIn(async ({ ctx, session }, request) => {
  allow(ctx, "events:read");
  const userId = ctx.actor.id;
  const own = streams.get(userId) ?? 0;
  if (own >= streamsPerUserMax) throw fail("too-many-streams", { limit: streamsPerUserMax });
  const all = [...streams.values()].reduce((sum, count) => sum + count, 0);
  if (all >= streamsMax) throw fail("too-many-streams", { limit: streamsMax });
  streams.set(userId, own + 1);
  const onEnd = () => {
    const left = (streams.get(userId) ?? 1) - 1;
    if (left > 0) streams.set(userId, left);
    else streams.delete(userId);
  };
  const { db, clock, log, stopping } = webProcess();
  const stream = eventStream(feedOf(db, log), {
    after: lastSeen(request),
    wants: (event) => isFor(event, userId),
    isLive: () => isSessionLive(db, clock, session.id),
    stopping,
    onEnd,
  });
  return new Response(stream, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no", // nginx would hold events back
    },
  });
});

/** What becomes of a question goes to whoever asked it. */
function isFor(event: LiveEvent, userId: string): boolean {
  return !("askedBy" in event.data) || event.data.askedBy === userId;
}

/** The id of the last event the browser saw; `null`: it begins. */
function lastSeen(request: Request): number | null {
  const id =
    request.headers.get("last-event-id") ?? new URL(request.url).searchParams.get("after") ?? "";
  return /^\d{1,15}$/.test(id) ? Number(id) : null;
}
