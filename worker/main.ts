import { constants, hostname, setPriority } from "node:os";
import { workerActor } from "#lib/access";
import { type Context, systemClock } from "#lib/context";
import { closeDatabase, openDatabase } from "#lib/db";
import { asFailure, fail } from "#lib/failures";
import { openLog } from "#lib/log";
import { readKey } from "#lib/secrets";
import { foldersOf, loopbackAllowed, makeFolders } from "#lib/settings";
import { whenToldToStop } from "./told-to-stop.ts";
import { work } from "./work.ts";

/** The worker's process: it works until it is told to stop, then ends within five seconds. */
async function main(): Promise<void> {
  stepBack();
  const folders = foldersOf(process.env);
  await makeFolders(folders);
  const log = openLog({ folder: folders.logs, part: "worker" });
  const db = await openDatabase(folders.database);
  const ctx: Context = { actor: workerActor(), db, clock: systemClock, log };
  const stop = new AbortController();
  whenToldToStop(() => stop.abort(fail("interrupted", { why: "Holdfast was stopped" })));
  let exitCode = 0;
  try {
    const key = await readKey({ environment: process.env, defaultFile: folders.key });
    const means = { key, allowLoopback: loopbackAllowed(process.env), stop: stop.signal };
    await work(ctx, { pid: process.pid, host: hostname() }, means);
  } catch (error) {
    const failure = asFailure(error);
    log.error("worker ended", { error: failure, cause: failure.causeName });
    process.stderr.write(`${failure.message}\n${failure.next}\n`);
    exitCode = 1;
  }
  closeDatabase(db);
  await log.close();
  process.exit(exitCode); // a step stuck in a system call must not keep the process
}

/** Whoever looks at a page, and whatever else this machine is for, goes before backups. */
function stepBack(): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // A machine that refuses runs backups like everything else.
  }
}

await main();
