import type { Database } from "#lib/db";
import type { Log } from "#lib/log";
import { eventsAfter, firstEventAfter, firstEventId, lastEventId } from "./read.ts";
import type { LiveEvent } from "./schema.ts";

/** The database is asked this often, and only while somebody listens. */
const pollMs = 250;
/** Whoever is further behind than this loads anew instead: that is cheaper for both sides. */
const catchUpMax = 1_000;

/** Somebody who watches what happens, in order and without gaps. */
export interface Listener {
  onEvent(event: LiveEvent): void;
  /** The events asked for are not kept, or are too many: what was known before may be old. */
  onReset(lastId: number): void;
}

/** The one reader of events in this process. */
export interface Feed {
  /**
   * Adds a listener, who first gets what happened after the event `after`.
   *
   * @param after id of the last event seen; `null`: begin now
   * @returns the id at which it begins, and what ends listening
   */
  listen(listener: Listener, after: number | null): Promise<{ from: number; end: () => void }>;
  /** How old, in milliseconds, the oldest event is that listeners wait for; 0: they have them all. */
  lagMs(now: Date): Promise<number>;
}

/** One feed for each database, whatever copies a bundle makes of this module. */
const feedsKey = Symbol.for("holdfast.events.feeds");
const state = globalThis as { [feedsKey]?: WeakMap<Database, Feed> };
state[feedsKey] ??= new WeakMap();
const feeds = state[feedsKey];

/** The feed of a database, made when it is first asked for. */
export function feedOf(db: Database, log: Log): Feed {
  const feed = feeds.get(db) ?? makeFeed(db, log);
  feeds.set(db, feed);
  return feed;
}

function makeFeed(db: Database, log: Log): Feed {
  const listeners = new Map<Listener, number>(); // with the last event each has seen
  let lastId = 0;
  let timer: NodeJS.Timeout | undefined;
  let polling: Promise<void> | null = null;

  async function readOn(): Promise<void> {
    for (;;) {
      const events = await eventsAfter(db, lastId);
      if (events.length === 0) return;
      for (const event of events) {
        lastId = event.id;
        for (const [listener, seen] of listeners) {
          if (event.id > seen) listener.onEvent(event);
        }
      }
    }
  }

  function poll(): Promise<void> {
    polling ??= readOn()
      .catch((error) => log.error("events could not be read", { error }))
      .finally(() => {
        polling = null;
      });
    return polling;
  }

  function end(listener: Listener): void {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  async function begin(listener: Listener, after: number | null) {
    // Nobody listened so far: what happened meanwhile was read by nobody, so begin at the newest.
    if (listeners.size === 0) lastId = await lastEventId(db);
    else await poll();
    const from = await catchUp(db, { listener, after, upTo: () => lastId });
    listeners.set(listener, from);
    timer ??= setInterval(() => void poll(), pollMs).unref();
    return { from, end: () => end(listener) };
  }

  // One after the other: a second that begins must not move the place of the first.
  let beginning: Promise<unknown> = Promise.resolve();
  function listen(listener: Listener, after: number | null) {
    const begun = beginning.then(() => begin(listener, after));
    beginning = begun.catch(() => {}); // its caller is told; the next one begins all the same
    return begun;
  }

  async function lagMs(now: Date): Promise<number> {
    if (listeners.size === 0) return 0;
    const waiting = await firstEventAfter(db, lastId);
    return waiting ? Math.max(0, now.getTime() - waiting.getTime()) : 0;
  }

  return { listen, lagMs };
}

/** Gives a listener what lies between `after` and the feed; says how far it came. */
async function catchUp(
  db: Database,
  { listener, after, upTo }: { listener: Listener; after: number | null; upTo: () => number },
): Promise<number> {
  if (after === null || after === upTo()) return upTo();
  const isKept = after >= (await firstEventId(db)) - 1;
  if (!isKept || after > upTo() || upTo() - after > catchUpMax) {
    listener.onReset(upTo());
    return upTo();
  }
  let seen = after;
  while (seen < upTo()) {
    const events = await eventsAfter(db, seen);
    if (events.length === 0) return upTo(); // trimmed while we read
    for (const event of events) {
      seen = event.id;
      listener.onEvent(event);
    }
  }
  return seen;
}
