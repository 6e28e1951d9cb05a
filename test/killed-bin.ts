/**
 * Run as a process of its own: `node test/killed-bin.ts DATA STEP RUN AT`. Does one thing with the bin
 * of an installation and kills itself, without a chance to clean up, right before the file operation
 * number AT; with AT 0 it goes through and says how many there were.
 */

import fs from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { cliActor } from "#lib/access";
import { type Context, systemClock } from "#lib/context";
import { closeDatabase, openDatabase } from "#lib/db";
import { silentLog } from "#lib/log";
import { deleteArchive, emptyBin, takeBackArchive } from "#lib/runs";
import { foldersOf } from "#lib/settings";

const [data = "", step = "", run = "", at = "0"] = process.argv.slice(2);
const operations = ["open", "rename", "rm", "mkdir"] as const;
let done = 0;

const folders = foldersOf({ HOLDFAST_DATA: data });
const db = await openDatabase(folders.database);
const ctx: Context = { actor: cliActor(), db, clock: systemClock, log: silentLog };

for (const name of operations) {
  const real = fs[name] as (...given: unknown[]) => unknown;
  const counted = (...given: unknown[]) => {
    done += 1;
    if (done === Number(at)) process.kill(process.pid, "SIGKILL");
    return real(...given);
  };
  Object.assign(fs, { [name]: counted });
}
syncBuiltinESMExports();

const steps: Record<string, () => Promise<unknown>> = {
  delete: () => deleteArchive(ctx, { run, why: "room is needed" }),
  "take-back": () => takeBackArchive(ctx, { run }),
  empty: () => emptyBin(ctx, new AbortController().signal),
};
await steps[step]?.();
process.stdout.write(`${done}\n`);
closeDatabase(db);
