import { execFile } from "node:child_process";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { temporaryFolder } from "./installation.ts";
import { swift } from "./swift.ts";

const runsScript = fileURLToPath(new URL("./full-disk.ts", import.meta.url));
const vaultScript = fileURLToPath(new URL("./full-vault.ts", import.meta.url));

/** Room for a first start and a few archives. */
const runsDiskBytes = 48_000_000;
/** Room for a few archives and no database. */
const vaultDiskBytes = 8_000_000;

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

/** What writing one archive to a full vault came to. */
export interface FullVaultRound {
  free: number;
  /** `null`: it fitted. */
  cause: string | null;
  /** Temporary files that were left. */
  left: number;
  /** Archives that were read back while the disk was full, and how many there had to be. */
  whole: number;
  kept: number;
}

/** Runs plans on a small disk that is full up to these numbers of free bytes. */
export async function onSmallDisk(frees: readonly number[]): Promise<FullDiskRound[]> {
  const source = await temporaryFolder();
  const db = new DatabaseSync(path.join(source, "app.db"));
  db.exec("create table notes (text); insert into notes values ('first')");
  db.close();
  const lines = await runOnSmallDisk(runsScript, runsDiskBytes, { frees, source });
  return lines as FullDiskRound[];
}

/** Writes archives to a vault on a small disk that is full up to these numbers of free bytes. */
export async function vaultOnSmallDisk(frees: readonly number[]): Promise<FullVaultRound[]> {
  return (await runOnSmallDisk(vaultScript, vaultDiskBytes, { frees })) as FullVaultRound[];
}

/**
 * Runs a script on a real file system that is really full: a tmpfs in a mount namespace of its own,
 * which takes the right to make one: root, or a kernel that lets users be root in their own.
 */
async function runOnSmallDisk(
  script: string,
  diskBytes: number,
  { frees, source = "" }: { frees: readonly number[]; source?: string },
): Promise<unknown[]> {
  const disk = await temporaryFolder();
  const mount = 'mount -t tmpfs -o size="$1" tmpfs "$2" && shift 2 && exec "$@"';
  const asRoot = process.getuid?.() === 0 ? [] : ["--user", "--map-root-user"];
  const command = [...asRoot, "--mount", "/bin/sh", "-c", mount, "sh", String(diskBytes), disk];
  const run = [process.execPath, ...swift, script, disk, ...frees.map(String)];
  const { stdout } = await promisify(execFile)("unshare", [...command, ...run], {
    env: { ...process.env, FULL_DISK_SOURCE: source },
  });
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
}
