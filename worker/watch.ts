import { watchAll } from "#lib/alarms";
import type { Context } from "#lib/context";
import { type EventKind, eventsAfter, lastEventId } from "#lib/events";
import { brakesOfPlans, daysUntilFull } from "#lib/runs";
import { oneAtATime } from "./one-at-a-time.ts";

/** The growth of the vault is read from every archive: this often is enough. */
const forecastMs = 10 * 60_000;

/** What alarms hang on: after one of these all is looked at, without waiting for its time. */
const telling = new Set<EventKind>([
  "run.ended",
  "archive.damaged",
  "archive.healed",
  "archive.let-go",
  "brake.changed",
  "clock.set",
  "credential.changed",
  "device.changed",
  "plan.changed",
  "channel.changed",
  "settings.changed",
]);

/** What looks for all that is wrong. */
export interface Watch {
  /** Looks now: what time alone brings about is found by nothing else. */
  look(): Promise<void>;
  /** Looks if something happened since the last call that may begin or end an alarm. */
  lookAfterEvents(): Promise<void>;
}

/** What looks for all that is wrong, once at a time however often it is asked. */
export function makeWatch(ctx: Context): Watch {
  let ahead: { days: number | null; at: number } | null = null;
  let seen: number | null = null;
  const look = oneAtATime(async () => {
    const now = performance.now();
    if (!ahead || now - ahead.at > forecastMs) ahead = { days: await daysUntilFull(ctx), at: now };
    const brakes = [...(await brakesOfPlans(ctx)).values()];
    await watchAll(ctx, { brakes, fullInDays: ahead.days });
  });
  const lookAfterEvents = async () => {
    if (seen === null) {
      seen = await lastEventId(ctx.db);
      return look(); // whatever happened while nobody looked
    }
    const events = await eventsAfter(ctx.db, seen);
    seen = events.at(-1)?.id ?? seen;
    if (events.some(({ kind }) => telling.has(kind))) await look();
  };
  return { look, lookAfterEvents };
}
