import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import type { Folders } from "#lib/settings";
import { testKey } from "./key.ts";
import { swift } from "./swift.ts";

const script = fileURLToPath(new URL("../worker/main.ts", import.meta.url));

/** A real worker process on an installation; killed when the test has finished. */
export function startWorker(
  folders: Folders,
  environment: Record<string, string> = {},
): ChildProcess {
  const child = spawn(process.execPath, [...swift, script], {
    env: {
      ...process.env,
      HOLDFAST_KEY: testKey.bytes.toString("base64"),
      ...environment,
      HOLDFAST_DATA: folders.data,
    },
    stdio: ["ignore", "inherit", "inherit"],
  });
  onTestFinished(() => kill(child));
  return child;
}

/** Ends a process the hard way and waits until it is gone. */
export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

/** Ends a process with SIGTERM; gives its exit code. */
export async function terminate(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  await gone;
  return child.exitCode;
}

/** How often a condition is looked at, and when a test gives up on it. */
const lookMs = 3;
const giveUpMs = 25_000;

/** Waits until a look at the world gives something else than `null` or `false`. */
export async function until<T>(look: () => Promise<T | null | false>, what: string): Promise<T> {
  const endMs = performance.now() + giveUpMs;
  while (performance.now() < endMs) {
    const seen = await look();
    if (seen !== null && seen !== false) return seen;
    await pause(lookMs);
  }
  throw new Error(`It never came to this: ${what}.`);
}
