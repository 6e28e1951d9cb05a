import { spawn } from "node:child_process";
import { once } from "node:events";
import { lstat, readdir } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { cliActor, openInstallation, workerActor } from "#lib/access";
import { type Context, systemClock } from "#lib/context";
import { closeDatabase } from "#lib/db";
import { silentLog } from "#lib/log";
import { createPlan, ensureBuiltInPlan } from "#lib/plans";
import { beginOwnVault, findRun, isWorkerAlive, requestRun } from "#lib/runs";
import { workerFlags } from "#lib/settings";
import { swift } from "../../test/swift.ts";
import { followTree } from "../process-tree.ts";

const worker = path.join(import.meta.dirname, "..", "..", "worker", "main.ts");
const pollMs = 50;

/** What one run cost. */
export interface Cost {
  wallSeconds: number;
  cpuSeconds: number;
  peakMb: number;
  /** What vault and database grew by. */
  grownBytes: number;
  says: string;
}

/** The whole product with one plan of the data set. */
export interface Product {
  run(): Promise<Cost>;
  stop(): Promise<void>;
}

/** A folder that the plan takes. */
export interface Folder {
  kind: "media" | "logs" | "files";
  path: string;
}

/** A SQLite database that the plan takes as one: by a snapshot that is checked. */
export interface SqliteFile {
  kind: "database";
  path: string;
}

/** The folders of the data set. */
export function foldersOf(dataset: string): Folder[] {
  const at = (name: string) => path.join(dataset, name);
  return [
    { kind: "media", path: at("media") },
    { kind: "logs", path: at("logs") },
    { kind: "files", path: at("configs") },
    { kind: "files", path: at("db") },
  ];
}

export async function startProduct(
  data: string,
  of: readonly (Folder | SqliteFile)[],
  profile?: string,
): Promise<Product> {
  const environment = { HOLDFAST_DATA: data };
  const opened = await openInstallation({ environment, clock: systemClock, begin: true });
  const { db, folders: place } = opened;
  const ctx: Context = { actor: cliActor(), db, clock: systemClock, log: silentLog };
  const own = { ...ctx, actor: workerActor() };
  await beginOwnVault(own);
  await ensureBuiltInPlan(own, { databaseFile: place.database, logsFolder: place.logs });
  const plan = await createPlan(ctx, {
    name: "everything",
    type: "full",
    schedule: { every: "manual" },
    timeZone: "UTC",
    retention: {},
    sources: of.map(asSource),
  });
  const flags = profile ? ["--cpu-prof", `--cpu-prof-dir=${profile}`] : [];
  const child = spawn(process.execPath, [...swift, ...workerFlags, ...flags, worker], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "inherit", "inherit"],
  });
  while (!(await isWorkerAlive(ctx))) await pause(pollMs);
  /** With the database's log written into it: the log comes and goes by itself. */
  const settledSize = async () => {
    await db.run("PRAGMA wal_checkpoint(TRUNCATE)");
    return sizeOf(data);
  };
  return {
    async run() {
      const before = await settledSize();
      const tree = followTree(child.pid ?? 0);
      const began = performance.now();
      const { id } = await requestRun(ctx, { planId: plan.id });
      let run = await findRun(ctx, id);
      while (!run?.endedAt) {
        await pause(pollMs);
        run = await findRun(ctx, id);
      }
      const wallSeconds = (performance.now() - began) / 1_000;
      const says = run.error ? `${run.state}: ${run.error.sentence}` : run.state;
      return { wallSeconds, ...tree.end(), grownBytes: (await settledSize()) - before, says };
    },
    async stop() {
      child.kill("SIGTERM");
      await once(child, "exit");
      closeDatabase(db);
    },
  };
}

function asSource(each: Folder | SqliteFile) {
  const { kind, path } = each;
  if (kind === "database") return { kind, config: { engine: "sqlite" as const, path } };
  return { kind, config: { path } };
}

/** Bytes of every file below a folder. */
export async function sizeOf(folder: string): Promise<number> {
  let bytes = 0;
  for (const item of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!item.isFile()) continue;
    const stats = await lstat(path.join(item.parentPath, item.name)).catch(() => null);
    bytes += stats?.size ?? 0;
  }
  return bytes;
}
