import type { Database } from "#lib/db";
import type { Log } from "#lib/log";

declare const minted: unique symbol;

export const actorKinds = ["user", "cli", "worker", "system", "visitor"] as const;
export type ActorKind = (typeof actorKinds)[number];

/**
 * Who acts. Only the `access` room mints one (the brand cannot be written elsewhere), so holding an
 * actor proves that somebody was signed in, or that the operating system let them run the command.
 * A `visitor` is somebody at the sign-in or setup page: it may do those two things and nothing else.
 */
export interface Actor {
  readonly [minted]: true;
  kind: ActorKind;
  /** The user's id; the kind itself for the others. */
  id: string;
  /** The name that stands in the activity trail. */
  name: string;
  role: "administrator";
  /** Address the request came from; `null` on this machine. */
  address: string | null;
}

/** The time, asked for instead of taken, so that tests move it. */
export interface Clock {
  now(): Date;
}

/** What every use case is given, always as its first argument. */
export interface Context {
  actor: Actor;
  db: Database;
  clock: Clock;
  log: Log;
}

export const systemClock: Clock = { now: () => new Date() };
