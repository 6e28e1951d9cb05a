import { existsSync } from "node:fs";
import { checkKey, issueSetupToken, systemActor } from "#lib/access";
import { type Context, systemClock } from "#lib/context";
import { closeDatabase, keepReserve, migrateDatabase, openDatabase } from "#lib/db";
import { type Log, openLog } from "#lib/log";
import { ensureBuiltInPlan } from "#lib/plans";
import { listRuns, requestRun } from "#lib/runs";
import { readKey, readOrMakeKey } from "#lib/secrets";
import { type Folders, foldersOf, makeFolders } from "#lib/settings";
import { beginVault } from "#lib/vault";

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
 * @throws Failure `key-missing`, `key-malformed`, `key-wrong`, `installation-newer`,
 *   `vault-unavailable`; nothing was changed then
 */
export async function prepare(environment: NodeJS.ProcessEnv): Promise<Prepared> {
  const folders = foldersOf(environment);
  await makeFolders(folders);
  const log = openLog({ folder: folders.logs, part: "start" });
  try {
    return await prepareIn(folders, environment, log);
  } finally {
    await log.close();
  }
}

async function prepareIn(
  folders: Folders,
  environment: NodeJS.ProcessEnv,
  log: Log,
): Promise<Prepared> {
  // Only an installation without a database is new: what has data never gets a second key or vault.
  const isNew = !existsSync(folders.database);
  const places = { environment, defaultFile: folders.key };
  const key = isNew ? await readOrMakeKey(places) : await readKey(places);
  if (isNew) await beginVault({ folder: folders.vault });

  const db = await openDatabase(folders.database);
  try {
    await migrateDatabase(db);
    await checkKey(db, key);
    const ctx: Context = { actor: systemActor(), db, clock: systemClock, log };
    await keepReserve(db);
    await beginOwnPlan(ctx, folders);
    return { folders, setupToken: await issueSetupToken(ctx) };
  } finally {
    closeDatabase(db);
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
