import { watchAll } from "#lib/alarms";
import type { Context } from "#lib/context";
import { deliverDue } from "#lib/notify";
import { brakesOfPlans, daysUntilFull, type Means } from "#lib/runs";
import { consoleUrl, readSetting } from "#lib/settings";

/**
 * Where another clock calls `run --due` there is no worker that looks for what is wrong: it is looked
 * for once, and what is due is sent. Does nothing where a worker is expected.
 */
export async function watchOnce(ctx: Context, means: Means & { signal: AbortSignal }) {
  if (!(await readSetting(ctx.db, "anotherClock"))) return;
  const brakes = [...(await brakesOfPlans(ctx)).values()];
  await watchAll(ctx, { brakes, fullInDays: await daysUntilFull(ctx) });
  await deliverDue(ctx, { ...means, url: consoleUrl() });
}
