import { issueSetupToken, openInstallation, systemActor } from "#lib/access";
import { type Context, systemClock } from "#lib/context";
import { closeDatabase, keepReserve } from "#lib/db";
import { openLog } from "#lib/log";
import { ensureBuiltInPlan } from "#lib/plans";
import { beginOwnVault, listRuns, requestRun } from "#lib/runs";
import type { Environment } from "#lib/secrets";
import { type Folders, foldersOf, makeFolders } from "#lib/settings";

/** What the first lines of `npm start` say. */
export interface Prepared {
  folders: Folders;
  /** The one-time token while there is no user; `null` afterwards. */
  setupToken: string | null;
}

/**
 * Makes an installation ready to serve: folders, key, tables, vault, the plan "Holdfast itself" and
 * its first run. Safe to repeat at every start.
 *
 * @throws Failure `key-missing`, `key-malformed`, `key-wrong`, `installation-newer`, and what keeps
 *   a first start from beginning its vault; what was there is left as it was
 */
export async function prepare(environment: Environment): Promise<Prepared> {
  const folders = foldersOf(environment);
  await makeFolders(folders);
  const log = openLog({ folder: folders.logs, part: "start" });
  const { db } = await openInstallation({ environment, clock: systemClock, begin: true });
  try {
    const ctx: Context = { actor: systemActor(), db, clock: systemClock, log };
    await keepReserve(db);
    await beginOwnVault(ctx);
    await beginOwnPlan(ctx, folders);
    return { folders, setupToken: await issueSetupToken(ctx) };
  } finally {
    closeDatabase(db);
    await log.close();
  }
}

/** The plan "Holdfast itself" exists, and the first start does the main job by itself. */
async function beginOwnPlan(ctx: Context, folders: Folders): Promise<void> {
  const plan = await ensureBuiltInPlan(ctx, {
    databaseFile: folders.database,
    logsFolder: folders.logs,
  });
  const { total } = await listRuns(ctx, { planId: plan.id, limit: 1 });
  if (total === 0) await requestRun(ctx, { planId: plan.id, trigger: "schedule" });
}
