import { spawn } from "node:child_process";
import { constants } from "node:os";
import path from "node:path";
import { withInstallation } from "./installation.ts";

const root = path.join(import.meta.dirname, "..");

/**
 * Runs one of the installation's processes until it ends; signals are passed on.
 *
 * @param entry its program, relative to the repository
 * @param flags for the runtime
 * @returns its exit code
 */
export async function runPart(entry: string, flags: readonly string[] = []): Promise<number> {
  await withInstallation(async () => {}); // that there is one, and that its key fits
  const child = spawn(process.execPath, [...process.execArgv, ...flags, path.join(root, entry)], {
    stdio: ["inherit", "inherit", "inherit", "ipc"], // the channel tells it when this command is gone
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => child.kill(signal)); // a second one that the terminal sent is harmless
  }
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 0));
    });
  });
}
