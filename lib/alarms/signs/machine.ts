import { and, desc, eq, gt } from "drizzle-orm";
import type { Context } from "#lib/context";
import { tables } from "#lib/db";
import { eventData } from "#lib/events/schema";
import { readSetting } from "#lib/settings";
import type { Sign } from "../schema.ts";

/** The console says that it is there more often; after this long it is silent. */
const webSilentMs = 45_000;
/** A jump of the clock is told of for a day. */
const clockMs = 24 * 3_600_000;
const minuteMs = 60_000;

/** What the worker sees of the machine: a console that is silent, a clock that jumped. */
export async function signsOfMachine(ctx: Context): Promise<Sign[]> {
  return [...(await webSilent(ctx)), ...(await clockJumped(ctx))];
}

/** What the web process sees: a worker that is silent, where there has to be one. */
export async function signsOfWorker(
  { db }: Pick<Context, "db">,
  worker: { alive: boolean },
): Promise<Sign[]> {
  if (worker.alive || (await readSetting(db, "anotherClock"))) return [];
  return [
    {
      key: "worker-silent",
      kind: "worker-silent",
      severity: "failure",
      title: "The worker is silent",
      consequence: "No plan runs until it is back. Holdfast starts it again by itself.",
      next: { words: "See how Holdfast is", path: "/settings" },
      subjects: ["Worker"],
    },
  ];
}

async function webSilent({ db, clock }: Context): Promise<Sign[]> {
  const seen = await readSetting(db, "webSeenAt"); // null: it was stopped, or never began
  if (!seen || clock.now().getTime() - Date.parse(seen) <= webSilentMs) return [];
  return [
    {
      key: "web-silent",
      kind: "web-silent",
      severity: "failure",
      title: "The console is silent",
      consequence: "Plans run on, but nobody can look at them or download an archive.",
      next: { words: "Open the console", path: "/" },
      subjects: ["Console"],
    },
  ];
}

async function clockJumped({ db, clock }: Context): Promise<Sign[]> {
  const { events } = tables;
  const last = await db
    .select({ id: events.id, data: events.data })
    .from(events)
    .where(
      and(eq(events.kind, "clock.set"), gt(events.at, new Date(clock.now().getTime() - clockMs))),
    )
    .orderBy(desc(events.id))
    .limit(1)
    .get();
  if (!last) return [];
  const { movedMs } = eventData["clock.set"].parse(last.data);
  const minutes = Math.max(1, Math.round(Math.abs(movedMs) / minuteMs));
  return [
    {
      key: `clock ${last.id}`,
      kind: "clock",
      severity: "warning",
      title: `The clock of this machine jumped ${movedMs < 0 ? "back" : "ahead"} by ${minutes} min`,
      consequence: "Plans go by the new time. Ages of copies may be wrong by as much.",
      next: { words: "See the activity", path: "/activity" },
      subjects: ["Clock"],
    },
  ];
}
