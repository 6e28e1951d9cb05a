import { cliActor, type Installation, openInstallation } from "#lib/access";
import { type Context, systemClock } from "#lib/context";
import { closeDatabase } from "#lib/db";
import { openLog } from "#lib/log";

export interface OpenedInstallation extends Installation {
  ctx: Context;
}

/**
 * Opens the installation that the environment names for one command, and closes it whatever happens.
 *
 * @throws Failure `no-installation`, `key-missing`, `key-malformed`, `key-wrong`,
 *   `installation-newer`, and what `work` throws
 */
export async function withInstallation<T>(
  work: (opened: OpenedInstallation) => Promise<T>,
): Promise<T> {
  const opened = await openInstallation({
    environment: process.env,
    clock: systemClock,
    begin: false,
  });
  const log = openLog({ folder: opened.folders.logs, part: "cli" });
  const { db } = opened;
  try {
    const ctx: Context = { actor: cliActor(), db, clock: systemClock, log };
    return await work({ ...opened, ctx });
  } finally {
    closeDatabase(db);
    await log.close();
  }
}
