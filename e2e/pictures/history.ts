import { hostname } from "node:os";
import { addUser, changeSettings, cliActor, openInstallation, workerActor } from "#lib/access";
import type { Clock, Context } from "#lib/context";
import { closeDatabase } from "#lib/db";
import { createCredential, createDevice } from "#lib/inventory";
import { silentLog } from "#lib/log";
import { changePlan, createPlan, ensureBuiltInPlan, findPlan, listPlans } from "#lib/plans";
import { beginOwnVault, beginShift, carryOut, claimRun, type Means, queueDueRuns } from "#lib/runs";
import { type Network, networkLogin } from "./network.ts";
import { plansOf } from "./plans.ts";
import type { Shop } from "./shop.ts";

/** Who signs in to take the pictures. */
export const person = { name: "ada", password: "correct horse battery staple" };

const dayMs = 86_400_000;
/** Every run of these days is carried out; the calendar of the dashboard shows 90. */
const daysBack = 89;
/** Days, counted from the first, on which a pipe lies among the uploads: those runs warn. */
const daysWithPipe = new Set([17, 18, 44]);
/** So many days before the end the disk with the photos is gone. */
const daysWithoutPhotos = 3;
/** The shop is backed up hourly on the last day only; before, once a day. */
const daysHourly = 1;

/** The first day of each trouble of the network. */
export const troubles = {
  gone: daysBack - 9,
  refused: daysBack - 4,
  otherKey: daysBack - 2,
  cut: daysBack - 1,
};

/** A clock that runs as the real one does, some time behind it. */
interface ShiftedClock extends Clock {
  set(time: Date): void;
}

/**
 * Makes an installation that has worked for three months: each of its runs was carried out by the
 * engine itself, under a clock that was set forward from one due time to the next.
 */
export async function makeHistory(data: string, shop: Shop, network: Network): Promise<void> {
  const clock = shiftedClock(new Date(Date.now() - daysBack * dayMs));
  const environment = { HOLDFAST_DATA: data };
  const { db, folders, key } = await openInstallation({ environment, clock, begin: true });
  const worker: Context = { actor: workerActor(), db, clock, log: silentLog };
  const ctx: Context = { ...worker, actor: cliActor() };
  try {
    await beginOwnVault(worker);
    await changeSettings(ctx, { timeZone: "Europe/Berlin" });
    await ensureBuiltInPlan(worker, { databaseFile: folders.database, logsFolder: folders.logs });
    await addUser(ctx, person);
    const { id: credentialId } = await createCredential(ctx, networkLogin, key);
    for (const { input } of network.devices) await createDevice(ctx, { ...input, credentialId });
    for (const plan of plansOf(shop.folder)) await createPlan(ctx, plan);
    for (let day = 0; day < daysBack; day++) {
      await shop.liveOneDay(day);
      await network.liveOneDay(day);
      if (daysWithPipe.has(day)) await shop.layPipe(true);
      if (day === daysBack - daysWithoutPhotos) await shop.unmountPhotos();
      if (day === daysBack - daysHourly) await makeHourly(ctx, "Web shop");
      const until = new Date(Date.now() - (daysBack - day - 1) * dayMs);
      await workUntil(worker, { clock, until, means: { key, allowLoopback: true } });
      await shop.layPipe(false);
    }
  } finally {
    closeDatabase(db);
  }
}

async function makeHourly(ctx: Context, name: string): Promise<void> {
  const plan = await findPlan(ctx, name);
  if (!plan) throw new Error(`There is no plan ${name}.`);
  const { id, updatedAt, type, timeZone, retention, sources } = plan;
  const schedule = { every: "hour", minute: 0 } as const;
  const input = { name, type, schedule, timeZone, retention, sources };
  await changePlan(ctx, { id, updatedAt, input });
}

/** Carries out what comes due until then, each at its own time. */
async function workUntil(
  worker: Context,
  { clock, until, means }: { clock: ShiftedClock; until: Date; means: Means },
): Promise<void> {
  for (;;) {
    const due = (await listPlans({ ...worker, actor: cliActor() }))
      .map(({ nextRunAt }) => nextRunAt)
      .filter((at) => at !== null && at <= until)
      .sort((a, b) => Number(a) - Number(b));
    const [next] = due;
    if (!next) break;
    if (next > clock.now()) clock.set(next);
    await queueDueRuns(worker);
    await carryOutQueued(worker, means);
  }
  if (until > clock.now()) clock.set(until);
}

async function carryOutQueued(worker: Context, means: Means): Promise<void> {
  const shift = await beginShift(worker, { pid: process.pid, host: hostname() });
  if (!shift) throw new Error("Another worker holds the lease.");
  const never = new AbortController().signal;
  for (let claim = await claimRun(worker, shift); claim; claim = await claimRun(worker, shift)) {
    await carryOut(worker, claim, { ...means, stop: never });
  }
  await shift.end();
}

function shiftedClock(start: Date): ShiftedClock {
  let behindMs = Date.now() - start.getTime();
  return {
    now: () => new Date(Date.now() - behindMs),
    set(time) {
      behindMs = Date.now() - time.getTime();
    },
  };
}
