import { execFile } from "node:child_process";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { temporaryFolder } from "./installation.ts";

const script = fileURLToPath(new URL("./full-disk.ts", import.meta.url));

/** The small disk: room for a first start and a few archives. */
const diskBytes = 48_000_000;

/** What one round on the full disk came to. */
export interface FullDiskRound {
  free: number;
  state: string;
  cause: string | null;
  /** Archives that were listed after a deletion on the full disk; each was read back. */
  whole: number;
  /** How the next run, with room again, ended. */
  after: string;
  kept: number;
}

/**
 * Runs plans on a real file system that is really full: a tmpfs in a mount namespace of its own,
 * which takes the right to make one (root, as in CI and in containers).
 */
export async function onSmallDisk(frees: readonly number[]): Promise<FullDiskRound[]> {
  const source = await temporaryFolder();
  const db = new DatabaseSync(path.join(source, "app.db"));
  db.exec("create table notes (text); insert into notes values ('first')");
  db.close();
  const disk = await temporaryFolder();
  const mount = 'mount -t tmpfs -o size="$1" tmpfs "$2" && shift 2 && exec "$@"';
  const command = ["-m", "/bin/sh", "-c", mount, "sh", String(diskBytes), disk];
  const run = [process.execPath, script, disk, ...frees.map(String)];
  const { stdout } = await promisify(execFile)("unshare", [...command, ...run], {
    env: { ...process.env, FULL_DISK_SOURCE: source },
  });
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as FullDiskRound);
}
