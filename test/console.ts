import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdirSync, rmdirSync } from "node:fs";
import { connect } from "node:net";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { openInstallation, systemActor } from "#lib/access";
import { type Context, systemClock } from "#lib/context";
import { closeDatabase } from "#lib/db";
import { silentLog } from "#lib/log";
import type { Folders } from "#lib/settings";
import { type Browser, browser } from "./browser.ts";
import { swift } from "./swift.ts";

const root = path.join(import.meta.dirname, "..");
const startMsMax = 60_000;
const buildMsMax = 600_000;

/** The real web process over an installation of its own. */
export interface TestConsole {
  origin: string;
  port: number;
  /** The installation behind it, acted on as the system: the database is shared. */
  ctx: Context;
  folders: Folders;
  /** A browser without cookies. */
  visit(): Browser;
  /** A browser in which this user has signed in. */
  signIn(user: { name: string; password: string }): Promise<Browser>;
  /** All that browsers were answered so far, to look for what must not be there. */
  answers(): string;
  /** Sends bytes as they are, and gives what comes back until the connection ends. */
  raw(request: string): Promise<string>;
  /** Sends a signal; gives exit code and how long it took. */
  stop(signal?: NodeJS.Signals): Promise<{ code: number | null; ms: number }>;
  pid: number;
  /** Everything the process wrote to its standard output and error. */
  output(): string;
}

export interface ConsoleOptions {
  data: string;
  environment?: Record<string, string>;
}

/** Builds the console where it is not up to date, and serves it on a free port of this machine. */
export async function startConsole({ data, environment }: ConsoleOptions): Promise<TestConsole> {
  await buildConsole();
  const own = { ...process.env, HOLDFAST_DATA: data };
  const { db, folders } = await openInstallation({
    environment: own,
    clock: systemClock,
    begin: true,
  });
  const child = spawn(process.execPath, [...swift, path.join(root, "bin", "web.mjs")], {
    env: { ...own, PORT: "0", NODE_ENV: "production", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (part: Buffer) => {
      output += part.toString();
    });
  }
  const port = await portOf(child, () => output);
  const origin = `http://localhost:${port}`;
  const answers: string[] = [];
  const visit = () => browser(origin, (text) => answers.push(text));
  return {
    origin,
    port,
    ctx: { actor: systemActor(), db, clock: systemClock, log: silentLog },
    folders,
    visit,
    signIn: async (user) => {
      const own = visit();
      const { status, text } = await own.submit("/sign-in", user);
      if (status !== 303) throw new Error(`Signing in as ${user.name} failed:\n${text}`);
      return own;
    },
    answers: () => answers.join("\n"),
    raw: (request) => sendRaw(port, request),
    pid: child.pid ?? 0,
    output: () => output,
    stop: async (signal = "SIGTERM") => {
      const since = performance.now();
      if (child.exitCode === null) {
        const ended = new Promise((resolve) => child.once("exit", resolve));
        child.kill(signal);
        await ended;
      }
      closeDatabase(db);
      return { code: child.exitCode, ms: performance.now() - since };
    },
  };
}

async function portOf(child: ChildProcess, output: () => string): Promise<number> {
  const giveUpAt = performance.now() + startMsMax;
  while (performance.now() < giveUpAt) {
    const said = /Listening on \S+:(\d+)/.exec(output());
    if (said) return Number(said[1]);
    if (child.exitCode !== null) break;
    await pause(20);
  }
  child.kill("SIGKILL");
  throw new Error(`The console did not start:\n${output()}`);
}

function sendRaw(port: number, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(request));
    const parts: Buffer[] = [];
    socket.on("data", (part) => parts.push(part));
    socket.on("error", reject);
    socket.on("close", () => resolve(Buffer.concat(parts).toString("latin1")));
  });
}

/** One build for all test files that run at the same time: whoever is second waits for it. */
export async function buildConsole(): Promise<void> {
  const lock = path.join(root, "node_modules", ".holdfast-building");
  const giveUpAt = performance.now() + buildMsMax;
  while (!take(lock)) {
    if (performance.now() > giveUpAt) throw new Error(`No build came about; remove ${lock}`);
    await pause(200);
  }
  try {
    const module = JSON.stringify(path.join(root, "bin", "start", "build.mjs"));
    const program = `import { build } from ${module}; build();`;
    const options = ["--input-type=module", "--eval", program];
    const { status, stderr } = spawnSync(process.execPath, options, { encoding: "utf8" });
    if (status !== 0) throw new Error(`The console could not be built:\n${stderr}`);
  } finally {
    rmdirSync(lock);
  }
}

function take(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    return false;
  }
}
