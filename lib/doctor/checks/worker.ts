import { existsSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { and, asc, gt, isNull } from "drizzle-orm";
import type { Context } from "#lib/context";
import { tables } from "#lib/db";
import { eventKeepMs } from "#lib/events";
import { formatDuration, plural } from "#lib/failures";
import { seeWorker } from "#lib/runs";
import { foldersAround, readSetting } from "#lib/settings";
import { bad, good, unknown, warning } from "../finding.ts";
import type { Finding } from "../schema.ts";

/** The worker lets old events go every hour; this long after that it did not. */
const eventLateMs = 86_400_000;

/** Who does the work, who starts it again, and whether what it tells is let go in time. */
export async function checkWorker(ctx: Context): Promise<Finding[]> {
  const worker = await alive(ctx);
  return [worker, await single(ctx), supervisor(ctx, worker.state), await events(ctx)];
}

async function alive(ctx: Context): Promise<Finding> {
  const named = { id: "worker.alive", title: "Worker" };
  const seen = await seeWorker(ctx.db, ctx.clock.now());
  if (seen?.alive) {
    return good(named, `Alive since ${seen.since.toISOString().slice(0, 16)}Z.`);
  }
  if (await readSetting(ctx.db, "anotherClock")) {
    return unknown(named, "none runs, and another clock calls “run --due” instead.");
  }
  return bad(named, {
    sentence: "It does not answer. No plan runs.",
    remedy: "Start Holdfast. If the worker ends again, its log in the folder of logs says why.",
    command: "npm start",
  });
}

async function single(ctx: Context): Promise<Finding> {
  const named = { id: "worker.single", title: "One worker" };
  const { workers } = tables;
  const leases = await ctx.db
    .select({ pid: workers.pid, host: workers.host })
    .from(workers)
    .where(and(isNull(workers.endedAt), gt(workers.leaseUntil, ctx.clock.now())));
  if (leases.length < 2) return good(named, "At most one holds the lease.");
  const who = leases.map(({ pid, host }) => `${pid} on ${host}`).join(", ");
  return bad(named, {
    sentence: `${plural(leases.length, "worker")} hold a lease at once: processes ${who}.`,
    remedy: "End all but one. A data folder belongs to one machine and a local disk.",
  });
}

function supervisor(ctx: Context, worker: Finding["state"]): Finding {
  const named = { id: "worker.supervisor", title: "Supervisor" };
  const file = path.join(foldersAround(ctx.db).locks, "supervisor.lock");
  if (isHeld(file)) return good(named, "It starts console and worker again when they end.");
  if (worker === "good") {
    return unknown(named, "the worker was started by itself; what started it starts it again.");
  }
  return warning(named, {
    sentence: "None runs: nothing starts console and worker again when they end.",
    remedy: "Start Holdfast as a service, which also starts it with the machine.",
    command: "npm start",
  });
}

/** Reading needs what the supervisor's exclusive lock refuses; the file itself is left as it is. */
function isHeld(file: string): boolean {
  if (!existsSync(file)) return false;
  const lock = new DatabaseSync(file, { timeout: 0, readOnly: true });
  try {
    lock.prepare("select count(*) from sqlite_master").get();
    return false;
  } catch {
    return true;
  } finally {
    lock.close();
  }
}

async function events(ctx: Context): Promise<Finding> {
  const named = { id: "events.kept", title: "Events" };
  const { events } = tables;
  const first = await ctx.db
    .select({ at: events.at })
    .from(events)
    .orderBy(asc(events.id))
    .limit(1)
    .get();
  if (!first) return good(named, "Nothing waits to be let go.");
  const lateMs = ctx.clock.now().getTime() - first.at.getTime() - eventKeepMs;
  if (lateMs <= eventLateMs) return good(named, "Live pages are fed, and old ones are let go.");
  return warning(named, {
    sentence: `The oldest should be gone for ${formatDuration(lateMs)}: nobody lets them go.`,
    remedy: "See that the worker runs; it lets old events go.",
  });
}
