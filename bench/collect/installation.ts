import { cliActor, openInstallation, workerActor } from "#lib/access";
import { type Context, systemClock } from "#lib/context";
import { closeDatabase } from "#lib/db";
import { createCredential, createDevice } from "#lib/inventory";
import { silentLog } from "#lib/log";
import { createPlan, ensureBuiltInPlan, type Plan } from "#lib/plans";
import { beginOwnVault } from "#lib/runs";

/** Where device `index` of a fleet is, and what it is called. */
export interface Placed {
  name: string;
  address: string;
  port: number;
}

/** An installation with a fleet in it and one plan of all of it. */
export interface FleetInstallation {
  ctx: Context;
  plan: Plan;
  /** Its data folder. */
  data: string;
  close(): void;
}

/** Makes an installation whose devices are those of a fleet. */
export async function makeInstallation(
  data: string,
  { devices, login }: { devices: readonly Placed[]; login: { username: string; password: string } },
): Promise<FleetInstallation> {
  const environment = { HOLDFAST_DATA: data };
  const opened = await openInstallation({ environment, clock: systemClock, begin: true });
  const { db, folders, key } = opened;
  const ctx: Context = { actor: cliActor(), db, clock: systemClock, log: silentLog };
  const worker = { ...ctx, actor: workerActor() };
  await beginOwnVault(worker);
  await ensureBuiltInPlan(worker, { databaseFile: folders.database, logsFolder: folders.logs });
  const { id: credentialId } = await createCredential(ctx, { name: "fleet", ...login }, key);
  for (const device of devices) {
    await createDevice(ctx, { ...device, platform: "cisco-ios", credentialId, tags: ["fleet"] });
  }
  const plan = await createPlan(ctx, {
    name: "fleet",
    type: "config",
    schedule: { every: "manual" },
    timeZone: "UTC",
    retention: {},
    sources: [{ kind: "devices", config: { select: { tags: ["fleet"] } } }],
  });
  return { ctx, plan, data, close: () => closeDatabase(db) };
}
