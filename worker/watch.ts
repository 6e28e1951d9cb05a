import { watchAll } from "#lib/alarms";
import type { Context } from "#lib/context";
import { brakesOfPlans, daysUntilFull } from "#lib/runs";

/** The growth of the vault is read from every archive: this often is enough. */
const forecastMs = 10 * 60_000;

/** What looks for all that is wrong, again and again. */
export function makeWatch(ctx: Context): () => Promise<void> {
  let ahead: { days: number | null; at: number } | null = null;
  return async () => {
    const now = performance.now();
    if (!ahead || now - ahead.at > forecastMs) ahead = { days: await daysUntilFull(ctx), at: now };
    const brakes = [...(await brakesOfPlans(ctx)).values()];
    await watchAll(ctx, { brakes, fullInDays: ahead.days });
  };
}
