/**
 * Run as a process of its own: `node test/measured-run.ts DATA FOLDER`. Makes an installation in
 * DATA, backs up FOLDER as files of a plan, and prints what came of it as one JSON line, with the
 * most memory the process ever took.
 */

import { writeFile } from "node:fs/promises";
import path from "node:path";
import { eq } from "drizzle-orm";
import { openInstallation, workerActor } from "#lib/access";
import { type Context, systemClock } from "#lib/context";
import { closeDatabase, tables } from "#lib/db";
import { silentLog } from "#lib/log";
import { createPlan } from "#lib/plans";
import { listMessages } from "#lib/runs";
import { readArchiveFile } from "#lib/vault";
import { prepare } from "../worker/prepare.ts";
import { runOnce } from "./run-once.ts";

const [data = "", folder = ""] = process.argv.slice(2);
const environment = { HOLDFAST_DATA: data };

await prepare(environment);
const { db, folders } = await openInstallation({ environment, clock: systemClock, begin: false });
const ctx: Context = { actor: workerActor(), db, clock: systemClock, log: silentLog };
const plan = await createPlan(ctx, {
  name: "large",
  type: "full",
  schedule: { every: "manual" },
  timeZone: "UTC",
  retention: {},
  sources: [{ kind: "files", config: { path: folder } }],
});
const run = await runOnce({ ctx, worker: ctx }, plan);
const kept = await db.select().from(tables.archives).where(eq(tables.archives.runId, run.id)).get();
const warnings = await listMessages(ctx, { runId: run.id, levels: ["warning"], limit: 10 });
closeDatabase(db);

const zip = kept ? path.join(data, "archive.zip") : null;
if (kept && zip) {
  const { open } = await readArchiveFile({ folder: folders.vault }, kept.file);
  await writeFile(zip, open());
}

const facts = {
  state: run.state,
  cause: run.error?.cause ?? null,
  good: run.archive?.good ?? false,
  warnings: warnings.map(({ cause, sentence }) => `${cause}: ${sentence}`),
  entries: kept?.entries ?? null,
  contentBytes: kept?.contentBytes ?? null,
  zip,
  peakBytes: process.resourceUsage().maxRSS * 1024,
};
process.stdout.write(`${JSON.stringify(facts)}\n`);
