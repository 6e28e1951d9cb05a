import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Context } from "#lib/context";
import { createPlan } from "#lib/plans";
import type { Plan, PlanInput } from "#lib/plans/schema";
import type { RunDetail } from "#lib/runs";
import { beginVault } from "#lib/vault";
import { installation, type TestInstallation, temporaryFolder } from "./installation.ts";
import { runOnce } from "./run-once.ts";

export { mustFind, runOnce } from "./run-once.ts";

/** An installation with a vault, in which plans can be run without a worker's process. */
export interface RunningInstallation extends TestInstallation {
  /** A folder with an application's data in it. */
  site: string;
  /** Runs a plan from request to end and gives the run. */
  run(plan: Plan, stop?: AbortSignal): Promise<RunDetail>;
}

export async function runningInstallation(start?: string): Promise<RunningInstallation> {
  const made = await installation(start);
  await beginVault({ folder: made.folders.vault });
  const site = await exampleSite();
  const run = async (plan: Plan, stop?: AbortSignal) => {
    const done = await runOnce(made, plan, stop);
    made.clock.advance(1_000);
    return done;
  };
  return { ...made, site, run };
}

/** A small application: a SQLite database, twelve pictures, a log, a configuration file. */
async function exampleSite(): Promise<string> {
  const site = await temporaryFolder();
  for (const folder of ["media", "log", "etc"]) await mkdir(path.join(site, folder));
  const db = new DatabaseSync(path.join(site, "app.db"));
  db.exec("create table notes (text); insert into notes values ('first')");
  db.close();
  for (let index = 0; index < 12; index++) {
    await writeFile(path.join(site, "media", `picture-${index}.jpg`), Buffer.alloc(5_000, index));
  }
  await writeFile(path.join(site, "log", "app.log"), "started\n".repeat(100));
  await writeFile(path.join(site, "etc", "app.conf"), "port = 1\n");
  return site;
}

/** A full plan over an example site; fields can be replaced. */
export function planOf(
  ctx: Context,
  site: string,
  replaced: Partial<PlanInput> = {},
): Promise<Plan> {
  const folder = (name: string) => ({ path: path.join(site, name) });
  const sources = [
    { kind: "database", config: { engine: "sqlite", path: path.join(site, "app.db") } },
    { kind: "media", config: folder("media") },
    { kind: "logs", config: folder("log") },
    { kind: "files", config: folder("etc") },
  ] as PlanInput["sources"]; // folder options are filled in when the plan is parsed
  return createPlan(ctx, {
    name: "site",
    type: "full",
    schedule: { every: "hour", minute: 0 },
    timeZone: "Europe/Berlin",
    retention: {},
    enabled: true,
    silentMinutes: 10,
    brake: "usual",
    objectiveHours: null,
    sources,
    ...replaced,
  });
}
