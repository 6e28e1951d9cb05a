import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { type Folders, foldersOf } from "#lib/settings";
import { buildConsole } from "./console.ts";
import { swift } from "./swift.ts";
import { until } from "./worker-process.ts";

const supervisor = path.join(import.meta.dirname, "..", "bin", "supervise.ts");

/** Web and worker under their supervisor, as `npm start` leaves them once everything is built. */
export interface Supervised {
  folders: Folders;
  pid: number;
  /** What was written to the terminal so far. */
  output(): { out: string; err: string };
  /** The address of the console, once it answers. */
  origin(): Promise<string>;
  /** Process ids of its parts, as the supervisor started them last. */
  parts(): Promise<{ web: number; worker: number }>;
  signal(signal: NodeJS.Signals): void;
  /** Resolves with the exit code once it has ended; `null`: by a signal. */
  ended: Promise<number | null>;
}

/** Builds the console where it is not up to date, and starts an installation on a free port. */
export async function startSupervised(
  data: string,
  environment: Record<string, string> = {},
): Promise<Supervised> {
  await buildConsole();
  const child = spawn(process.execPath, [...swift, supervisor], {
    env: {
      ...process.env,
      PORT: "0",
      NODE_ENV: "production",
      HOLDFAST_DATA: data,
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text) => {
    said.out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    said.err += text;
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const folders = foldersOf({ HOLDFAST_DATA: data });
  const log = path.join(folders.logs, "supervisor.log");
  const partOf = (name: string) => {
    const started = [...readFileSync(log, "utf8").matchAll(/^.*"event":"(\w+) started".*$/gm)];
    const line = started.findLast(([, part]) => part === name)?.[0];
    return line === undefined ? null : Number(JSON.parse(line).pid);
  };
  return {
    folders,
    pid: child.pid ?? 0,
    output: () => ({ ...said }),
    origin: () =>
      until(
        async () => / answers at (\S+)|says why at (\S+)/.exec(said.out)?.slice(1).join("") ?? null,
        `the console answers\n${said.err}`,
      ),
    parts: async () => ({
      web: await until(async () => partOf("web"), "the web process"),
      worker: await until(async () => partOf("worker"), "the worker"),
    }),
    signal: (signal) => void child.kill(signal),
    ended,
  };
}

/** Whether a process has ended; one that nobody waited for yet has. */
export function isGone(pid: number): boolean {
  try {
    return / Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return true;
  }
}
