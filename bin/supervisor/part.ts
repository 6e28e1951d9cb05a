import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { Log } from "#lib/log";

/** A part that ends is started again after this, and twice as long each time … */
export const restartMsMin = 500;
/** … up to this, so that a part that cannot start does not keep the machine busy. */
export const restartMsMax = 60_000;
/** A part that held out this long is in order again: the next restart is quick. */
export const settledMs = 60_000;
/** A part that was asked to end gets this long; then its whole process group is killed. */
export const endMsMax = 4_700;

export interface PartOptions {
  /** `web` or `worker`, as people and logs call it. */
  name: string;
  /** Program and arguments; run by the Node that runs the supervisor. */
  command: readonly string[];
  environment: NodeJS.ProcessEnv;
  log: Log;
  /** Tells the person at the terminal. */
  say(sentence: string): void;
  /** Each line that the part prints on standard output. */
  heard?(line: string): void;
}

/** A process that is kept running until it is told to end. */
export interface Part {
  /** The process as it is now; `null` between an end and the next start. */
  pid(): number | null;
  /** When it was started last, by `performance.now()`. */
  startedAtMs(): number;
  /** Kills it; it is started again as after any other end. */
  replace(because: string): void;
  /** Asks it to end; resolves when its process group is gone. */
  end(): Promise<void>;
  /** Kills it at once. */
  kill(): void;
}

/** Starts a part and starts it again whenever it ends, with back-off, saying so. */
export function keepRunning(options: PartOptions): Part {
  const { name, log, say } = options;
  let child: ChildProcess | null = null;
  let startedAtMs = 0;
  let waitMs = restartMsMin;
  let waiting: NodeJS.Timeout | undefined;
  let because = "";
  let ending = false;
  let ended = () => {};
  const gone = new Promise<void>((resolve) => {
    ended = resolve;
  });

  const start = () => {
    startedAtMs = performance.now();
    child = launch(options);
    log.info(`${name} started`, { pid: child.pid });
    child.once("exit", (code, signal) => {
      killGroup(child); // whatever it had started ends with it
      child = null;
      if (ending) return ended();
      if (performance.now() - startedAtMs > settledMs) waitMs = restartMsMin;
      const how = because || (signal ? `ended by ${signal}` : `ended with exit code ${code}`);
      because = "";
      log.error(`${name} ended`, { code, signal, how, againInMs: waitMs });
      say(`The ${name} ${how}; it starts again in ${waitMs / 1_000} s.`);
      waiting = setTimeout(start, waitMs);
      waitMs = Math.min(waitMs * 2, restartMsMax);
    });
  };
  start();

  return {
    pid: () => child?.pid ?? null,
    startedAtMs: () => startedAtMs,
    replace(why) {
      because = why;
      killGroup(child);
    },
    async end() {
      ending = true;
      clearTimeout(waiting);
      if (!child) return;
      child.kill("SIGTERM");
      const late = setTimeout(() => {
        log.warn(`${name} did not end in time`, { endMsMax });
        killGroup(child);
      }, endMsMax);
      await gone;
      clearTimeout(late);
    },
    kill: () => killGroup(child),
  };
}

/**
 * In a process group of its own: Ctrl-C in the terminal reaches the supervisor alone, which decides
 * the order, and a part can be killed with everything it started. The channel tells the part when
 * its supervisor is gone.
 */
function launch({ name, command, environment, log, say, heard }: PartOptions): ChildProcess {
  const child = spawn(process.execPath, [...process.execArgv, ...command], {
    env: environment,
    detached: true,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  child.on("error", (error) => log.error(`${name} could not be started`, { error }));
  onLines(child.stdout, (line) => {
    log.info(`${name} says`, { line });
    heard?.(line);
  });
  onLines(child.stderr, (line) => {
    log.warn(`${name} says`, { line });
    say(line);
  });
  return child;
}

function onLines(stream: Readable | null, take: (line: string) => void): void {
  if (stream) createInterface({ input: stream }).on("line", take);
}

function killGroup(child: ChildProcess | null): void {
  if (!child?.pid) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // The group is gone already, which is what was wanted.
  }
}
