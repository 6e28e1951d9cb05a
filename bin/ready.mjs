// Plain JavaScript for Node 20: what has to be there before anything else of Holdfast can run.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The installation's folder, whatever folder it was called from. */
export const root = fileURLToPath(new URL("..", import.meta.url));

/** Holdfast's code runs on this Node and later ones. */
const nodeMajorMin = 24;
/** The launchers run on this one and later ones. */
const launcherMajorMin = 20;

/** Why Holdfast cannot run on this machine; `null` when it can. */
export function unsupported({ platform, version } = process) {
  const major = Number(/^v(\d+)/.exec(version)?.[1]);
  if (platform === "win32") {
    return "Holdfast runs on Windows through WSL: open start.cmd, which starts it there.";
  }
  if (major < launcherMajorMin) {
    return `Holdfast needs Node ${launcherMajorMin} or newer, and this is ${version}. Get it from https://nodejs.org.`;
  }
  if (platform === "linux" || major >= nodeMajorMin) return null;
  const name = platform === "darwin" ? "macOS" : platform;
  return `On ${name}, Holdfast needs Node ${nodeMajorMin} or newer, and this is ${version}. Get it from https://nodejs.org.`;
}

/**
 * Installs the packages of the lock file where they are not the installed ones. Output goes to
 * standard error: standard output belongs to the command that asked.
 *
 * @returns {boolean} whether anything was installed
 */
export function install() {
  const hash = lockHash();
  const marker = path.join(root, "node_modules", ".holdfast-installed");
  if (existsSync(marker) && readFileSync(marker, "utf8") === hash) return false;
  process.stderr.write("Installing packages (npm ci), about a minute …\n");
  // No install scripts: what has to be compiled is compiled for our own Node, by `compile`.
  const options = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--include=dev"];
  const { status } = spawnSync("npm", options, { cwd: root, stdio: ["ignore", 2, 2] });
  if (status !== 0) {
    process.stderr.write("npm ci failed; its message stands above. Nothing was started.\n");
    process.exit(1);
  }
  writeFileSync(marker, hash);
  return true;
}

function lockHash() {
  const lock = readFileSync(path.join(root, "package-lock.json"));
  return createHash("sha256").update(lock).digest("hex");
}

/** Node 24: the one that came with the packages, else the one that runs this. */
export function node() {
  const bundled = path.join(root, "node_modules", ".bin", "node");
  if (existsSync(bundled) && spawnSync(bundled, ["--version"]).status === 0) return bundled;
  if (Number(/^v(\d+)/.exec(process.version)?.[1]) >= nodeMajorMin) return process.execPath;
  process.stderr.write(
    `Node ${nodeMajorMin} is needed and did not come with the packages on this machine (${process.platform} ${process.arch}). Install Node ${nodeMajorMin} from https://nodejs.org, then try again.\n`,
  );
  process.exit(1);
}

/** Where Node keeps what it compiled, for the next start; where it cannot write, it goes without. */
const compiledFolder = path.join(root, "node_modules", ".cache", "node");

/** What every process of Holdfast is started with. */
export function environment() {
  return {
    ...process.env,
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? compiledFolder,
    // Resolving names must not wait behind dead ones; read when the process starts.
    UV_THREADPOOL_SIZE: process.env.UV_THREADPOOL_SIZE ?? "128",
    // So many threads would otherwise keep what each of them set free in a heap of its own (glibc).
    MALLOC_ARENA_MAX: process.env.MALLOC_ARENA_MAX ?? "2",
    NEXT_TELEMETRY_DISABLED: "1",
  };
}

/**
 * Runs one of our programs on Node 24 in the caller's folder; signals and exit code pass through. The
 * channel tells a program that goes on for long when this launcher is gone.
 */
export function become(entry, options) {
  const swift = ["--import", new URL("./swift.mjs", import.meta.url).href];
  const child = spawn(node(), [...swift, path.join(root, entry), ...options], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: environment(),
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => child.kill(signal));
  }
  child.on("error", (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
  child.on("exit", (code, signal) => {
    process.exit(code ?? 128 + (constants.signals[signal] ?? 0));
  });
}
