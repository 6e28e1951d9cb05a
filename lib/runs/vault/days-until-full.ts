import { allow } from "#lib/access";
import type { Context } from "#lib/context";
import { asFailure } from "#lib/failures";
import { forecast } from "../forecast.ts";
import { storageUse } from "../storage.ts";

/** In how many days the vault's disk is full; `null`: not within a year, or nobody can tell. */
export async function daysUntilFull(ctx: Context): Promise<number | null> {
  allow(ctx, "archive:read");
  try {
    return forecast(await storageUse(ctx))?.fullInDays ?? null;
  } catch (error) {
    ctx.log.warn("the vault could not be measured", { error: asFailure(error) }); // runs say why
    return null;
  }
}
