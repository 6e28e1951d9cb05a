/**
 * Run as a process of its own, in a mount namespace of its own: `node test/full-disk.ts FOLDER
 * FREE…`. FOLDER is a small file system. For each number of free bytes it fills the disk up to
 * there, runs a plan, deletes an archive and empties the bin on the full disk, makes room, runs the plan again, and
 * prints what came of it as one JSON line.
 */

import { randomBytes } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { eq } from "drizzle-orm";
import { openInstallation, workerActor } from "#lib/access";
import { type Context, systemClock } from "#lib/context";
import { closeDatabase, tables } from "#lib/db";
import { silentLog } from "#lib/log";
import { createPlan } from "#lib/plans";
import { deleteArchive, emptyBin, listArchives } from "#lib/runs";
import { verifyArchive } from "#lib/vault";
import { prepare } from "../worker/prepare.ts";
import { fillDisk } from "./fill-disk.ts";
import { runOnce } from "./run-once.ts";

const [folder = "", ...frees] = process.argv.slice(2);
const environment = { HOLDFAST_DATA: path.join(folder, "data") };
const fillerName = "filler";

await prepare(environment);
const { db, folders } = await openInstallation({ environment, clock: systemClock, begin: false });
const ctx: Context = { actor: workerActor(), db, clock: systemClock, log: silentLog };
const here = { ctx, worker: ctx };
const source = process.env.FULL_DISK_SOURCE ?? "";
const config = { path: source };
const plan = await createPlan(ctx, {
  name: "site",
  type: "full",
  schedule: { every: "manual" },
  timeZone: "UTC",
  retention: {},
  sources: [
    { kind: "media", config },
    { kind: "database", config: { path: path.join(source, "app.db") } },
  ],
});
await writeFile(path.join(source, "picture.raw"), randomBytes(300_000));
await runOnce(here, plan);

for (const free of frees) {
  await runOnce(here, plan); // one to be deleted on the full disk
  await writeFile(path.join(source, "picture.raw"), randomBytes(1_500_000));
  await fillDisk(folder, fillerName, Number(free));
  const full = await runOnce(here, plan);
  const [victim] = (await listArchives(ctx, { planId: plan.id, limit: 200 })).archives.slice(-1);
  await deleteArchive(ctx, { run: victim?.run.id ?? "", why: "the disk is full" });
  await emptyBin(ctx, new AbortController().signal);
  await rm(path.join(folder, fillerName));
  const whole = await countWhole();
  const after = await runOnce(here, plan);
  const { archives } = await listArchives(ctx, { planId: plan.id, limit: 200 });
  const facts = { free: Number(free), state: full.state, cause: full.error?.cause ?? null };
  const line = { ...facts, whole, after: after.state, kept: archives.length };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
closeDatabase(db);

/** How many listed archives read back entry by entry; any that does not is an error. */
async function countWhole(): Promise<number> {
  const { archives } = await listArchives(ctx, { planId: plan.id, limit: 200 });
  for (const { id, sha256 } of archives) {
    const row = await db.select().from(tables.archives).where(eq(tables.archives.id, id)).get();
    const asked = { file: row?.file ?? "", sha256, moved: () => {} };
    const signal = AbortSignal.timeout(20_000);
    await verifyArchive({ folder: folders.vault }, { ...asked, signal });
  }
  return archives.length;
}
