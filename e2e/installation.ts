import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { swift } from "../test/swift.ts";

const root = path.join(import.meta.dirname, "..");
const startMsMax = 120_000;

/** Web and worker under their supervisor, over a data folder of their own. */
export interface Installation {
  url: string;
  /** The one-time token that the first start printed. */
  token: string;
  data: string;
  /** Kills the web process; its supervisor starts it again. */
  cut(): void;
  stop(): Promise<void>;
}

/** Starts a fresh installation on a free port, as `npm start` does once everything is built. */
export async function startInstallation(): Promise<Installation> {
  const data = await mkdtemp(path.join(tmpdir(), "holdfast-e2e-"));
  const port = await freePort();
  const child = spawn(process.execPath, [...swift, path.join(root, "bin", "supervise.ts")], {
    cwd: root,
    env: {
      ...process.env,
      HOLDFAST_DATA: data,
      PORT: String(port),
      NODE_ENV: "production",
      HOLDFAST_ALLOW_LOOPBACK: "1",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const token = await printedToken(child).catch((error) => {
    child.kill("SIGTERM");
    throw error;
  });
  return {
    url: `http://localhost:${port}`,
    token,
    data,
    cut() {
      for (const pid of childrenOf(child.pid ?? 0)) {
        if (commandOf(pid).includes("web.mjs")) process.kill(pid, "SIGKILL");
      }
    },
    async stop() {
      if (child.exitCode === null) {
        const gone = once(child, "exit");
        child.kill("SIGTERM");
        await gone;
      }
      await rm(data, { recursive: true, force: true });
    },
  };
}

function printedToken(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const timer = setTimeout(() => reject(new Error(`No token was printed:\n${said}`)), startMsMax);
    child.once("exit", () => reject(new Error(`The installation ended:\n${said}`)));
    child.stdout?.on("data", (part: Buffer) => {
      said += part;
      const token = /token alone: (\S+)/.exec(said)?.[1];
      if (!token) return;
      clearTimeout(timer);
      resolve(token);
    });
  });
}

function childrenOf(pid: number): number[] {
  const listed = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8");
  return listed.trim().split(" ").filter(Boolean).map(Number);
}

function commandOf(pid: number): string {
  return readFileSync(`/proc/${pid}/cmdline`, "utf8");
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (typeof address !== "object" || !address) throw new Error("No port is free.");
  return address.port;
}
