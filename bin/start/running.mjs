import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../ready.mjs";

/**
 * Whether a supervisor already runs on this data folder, as a sentence; else `null`. Asked before
 * anything is installed or built, so that nothing is changed under a running Holdfast. The lock that
 * decides is the supervisor's own.
 */
export function runningInstance() {
  const folder = path.resolve(root, process.env.HOLDFAST_DATA || "data");
  const note = path.join(folder, "locks", "supervisor.json");
  if (!existsSync(note)) return null;
  const { pid, address } = readNote(note);
  if (!Number.isInteger(pid) || !commandOf(pid).includes("supervise.ts")) return null;
  const where = address ? ` at ${address}` : "";
  return `Holdfast already runs on ${folder}${where} (process ${pid}).\nOpen it there, or stop it first; a second installation needs its own HOLDFAST_DATA and PORT.`;
}

function readNote(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return {}; // being written or cut short: the supervisor's lock decides
  }
}

/** The command line of a process; empty when there is none, or no way to tell. */
function commandOf(pid) {
  try {
    if (process.platform === "linux") return readFileSync(`/proc/${pid}/cmdline`, "utf8");
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  } catch {
    return "";
  }
}
