import { watchAll } from "#lib/alarms";
import type { Context } from "#lib/context";
import { asFailure } from "#lib/failures";
import { brakesOfPlans, forecast, storageUse } from "#lib/runs";

/** The growth of the vault is read from every archive: this often is enough. */
const forecastMs = 10 * 60_000;

/** What looks for all that is wrong, again and again. */
export function makeWatch(ctx: Context): () => Promise<void> {
  let ahead: { days: number | null; at: number } | null = null;
  const fullInDays = async () => {
    const now = performance.now();
    if (!ahead || now - ahead.at > forecastMs) ahead = { days: await daysLeft(ctx), at: now };
    return ahead.days;
  };
  return async () => {
    const brakes = [...(await brakesOfPlans(ctx)).values()];
    await watchAll(ctx, { brakes, fullInDays: await fullInDays() });
  };
}

/** In how many days the vault's disk is full; `null`: not within a year, or nobody can tell. */
async function daysLeft(ctx: Context): Promise<number | null> {
  try {
    return forecast(await storageUse(ctx))?.fullInDays ?? null;
  } catch (error) {
    ctx.log.warn("the vault could not be measured", { error: asFailure(error) }); // runs say why
    return null;
  }
}
