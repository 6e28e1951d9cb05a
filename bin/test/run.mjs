import { spawn } from "node:child_process";
import { root } from "../ready.mjs";

/**
 * Runs a program in the repository's folder, without input, its output passed on as it comes.
 *
 * @param {string[]} command
 * @param {{ environment: NodeJS.ProcessEnv, keep?: boolean }} options `keep` gives standard output
 *   back instead of passing it on
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run([program, ...options], { environment, keep = false }) {
  return new Promise((resolve, reject) => {
    const stdio = ["ignore", keep ? "pipe" : "inherit", "inherit"];
    const child = spawn(program, options, { cwd: root, env: environment, stdio });
    const parts = [];
    child.stdout?.on("data", (part) => parts.push(part));
    child.once("error", reject);
    child.once("close", (code) => {
      resolve({ code: code ?? 1, output: Buffer.concat(parts).toString("utf8") });
    });
  });
}
