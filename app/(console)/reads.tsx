import { cache } from "react";
import { readProtection } from "#lib/alarms";
import type { Context } from "#lib/context";
import { asFailure, type FailureReport } from "#lib/failures";
import { deviceWords, listCredentials } from "#lib/inventory";
import { listPlans } from "#lib/plans";
import { brakesOfPlans, dailyOutcomes, listRuns, readStatus, storageUse } from "#lib/runs";
import type { StorageUse } from "#lib/runs/schema";

/** What several parts of one page need is read once for each request. */

const daysShown = 90;
/** Runs that go on or wait at once; more are counted, not listed. */
const openMax = 50;

export const protectionOfAll = cache((ctx: Context) => readProtection(ctx));

export const statusNow = cache(async (ctx: Context) => readStatus(ctx, await protectionOfAll(ctx)));

/** The brakes that are on, by the id of their plan. */
export const brakesNow = cache((ctx: Context) => brakesOfPlans(ctx));

export const plansNow = cache((ctx: Context) => listPlans(ctx));

/** Every device by name: judging them reads them all, so that nobody has to again. */
export const devicesNow = cache(async (ctx: Context) =>
  (await protectionOfAll(ctx)).devices.map(({ device }) => device),
);

export const deviceWordsNow = cache(async (ctx: Context) => deviceWords(await devicesNow(ctx)));

export const credentialsNow = cache((ctx: Context) => listCredentials(ctx));

export const openRunsNow = cache(async (ctx: Context) => {
  const { runs } = await listRuns(ctx, { states: ["queued", "running"], limit: openMax });
  return runs;
});

export const outcomesOfDays = cache((ctx: Context, timeZone: string) =>
  dailyOutcomes(ctx, { days: daysShown, timeZone }),
);

/** What the archives take, or why that cannot be told. */
export const storageNow = cache(
  async (ctx: Context): Promise<{ use: StorageUse } | { failure: FailureReport }> => {
    try {
      return { use: await storageUse(ctx) };
    } catch (error) {
      return { failure: asFailure(error).report() };
    }
  },
);
