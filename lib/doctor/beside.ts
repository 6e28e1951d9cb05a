import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** What a look in a process of its own came to. */
export type Beside = { ended: true; text: string } | { ended: false };

/**
 * Runs a few lines of JavaScript in a process of its own, so that what takes long or crashes does
 * neither here.
 *
 * @param msMax then it is ended, whatever it does
 * @returns what it printed, `ended: false` when it was not done in time
 * @throws what it ended with
 */
export async function runBeside(
  code: string,
  { args, msMax }: { args: readonly string[]; msMax: number },
): Promise<Beside> {
  const options = {
    timeout: msMax,
    killSignal: "SIGKILL" as const,
    env: { NODE_ENV: "production" as const },
  };
  try {
    const { stdout } = await run(process.execPath, ["--eval", code, ...args], options);
    return { ended: true, text: stdout.trim() };
  } catch (error) {
    if ((error as { killed?: boolean }).killed) return { ended: false };
    throw error;
  }
}
