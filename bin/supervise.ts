import path from "node:path";
import { systemActor } from "#lib/access";
import { systemClock } from "#lib/context";
import { closeDatabase, openDatabase } from "#lib/db";
import { asFailure, type Failure } from "#lib/failures";
import { type Log, openLog } from "#lib/log";
import { isWorkerAlive } from "#lib/runs";
import {
  type Folders,
  foldersOf,
  loopbackAllowed,
  makeFolders,
  productVersion,
  workerFlags,
} from "#lib/settings";
import { type Prepared, prepare } from "../worker/prepare.ts";
import { greeting } from "./supervisor/greet.ts";
import { type OnlyOne, takeOnlyOne } from "./supervisor/only-one.ts";
import { keepRunning, type Part } from "./supervisor/part.ts";
import { checkPort } from "./supervisor/port.ts";
import { watchWorker } from "./supervisor/watch-worker.ts";

/** The terminal and the launcher may both pass on one Ctrl-C; later than this it is a second. */
const sameSignalMs = 500;

const root = path.join(import.meta.dirname, "..");
const say = (sentence: string) => process.stderr.write(`${sentence}\n`);

/** Prepares the installation, then keeps web and worker running until it is told to stop. */
async function supervise(environment: NodeJS.ProcessEnv): Promise<number> {
  const folders = foldersOf(environment);
  await makeFolders(folders);
  const only = takeOnlyOne(folders);
  const log = openLog({ folder: folders.logs, part: "supervisor" });
  const asked = listenForStop();
  try {
    loopbackAllowed(environment); // a value that cannot be used ends the start
    await checkPort(environment);
    const prepared = await prepareOrLock(environment, log);
    if ("locked" in prepared) return await showLocked(prepared.locked, { environment, log, asked });
    return await keepBoth(prepared, { environment, folders, log, only, asked });
  } finally {
    await log.close();
    only.release();
  }
}

/** A wrong key leaves a locked page, which says what to do; every other failure ends the start. */
async function prepareOrLock(
  environment: NodeJS.ProcessEnv,
  log: Log,
): Promise<Prepared | { locked: Failure }> {
  try {
    return await prepare(environment);
  } catch (error) {
    const failure = asFailure(error);
    log.error("preparing failed", { cause: failure.causeName, error: failure });
    if (failure.exit === 12) return { locked: failure };
    throw failure;
  }
}

/** The web process alone, which says at the terminal and on its page what is wrong. */
async function showLocked(
  failure: Failure,
  { environment, log, asked }: { environment: NodeJS.ProcessEnv; log: Log; asked: StopAsked },
): Promise<number> {
  const command = [path.join(root, "bin", "web.mjs")];
  const heard = (line: string) => void process.stdout.write(`${line}\n`);
  const web = keepRunning({ name: "web", command, environment, log, say, heard });
  await endAll([web], asked);
  return failure.exit;
}

async function keepBoth(
  { setupToken }: Prepared,
  {
    environment,
    folders,
    log,
    only,
    asked,
  }: {
    environment: NodeJS.ProcessEnv;
    folders: Folders;
    log: Log;
    only: OnlyOne;
    asked: StopAsked;
  },
): Promise<number> {
  const db = await openDatabase(folders.database);
  const ctx = { actor: systemActor(), db, clock: systemClock, log };
  let greeted = false;
  const heard = (line: string) => {
    const address = /^Holdfast answers at (\S+)$/.exec(line)?.[1];
    if (!address || greeted) return;
    greeted = true;
    environment.PORT = new URL(address).port || environment.PORT; // a free port, once chosen, stays
    only.note(address);
    log.info("serving", { address });
    process.stdout.write(greeting({ version: productVersion, address, setupToken }));
  };
  const common = { environment, log, say };
  const worker = keepRunning({
    ...common,
    name: "worker",
    command: [...workerFlags, path.join(root, "worker", "main.ts")],
  });
  const web = keepRunning({
    ...common,
    name: "web",
    command: [path.join(root, "bin", "web.mjs")],
    heard,
  });
  const stopWatching = watchWorker(worker, { isAlive: () => isWorkerAlive(ctx), log });
  await endAll([web, worker], asked);
  stopWatching();
  closeDatabase(db);
  return 0;
}

interface StopAsked {
  /** Resolves with the first signal. */
  once: Promise<string>;
  /** Resolves with the second. */
  twice: Promise<void>;
}

function listenForStop(): StopAsked {
  const once = Promise.withResolvers<string>();
  const twice = Promise.withResolvers<void>();
  let since = 0;
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP", "disconnect"] as const) {
    process.on(signal, () => {
      if (since && performance.now() - since > sameSignalMs) twice.resolve();
      since ||= performance.now();
      once.resolve(signal);
    });
  }
  return { once: once.promise, twice: twice.promise };
}

/** Waits to be told to stop, then ends the parts: within five seconds, or at once when told again. */
async function endAll(parts: readonly Part[], asked: StopAsked): Promise<void> {
  const signal = await asked.once;
  if (signal !== "disconnect") say("Stopping …");
  void asked.twice.then(() => {
    for (const part of parts) part.kill();
  });
  await Promise.all(parts.map((part) => part.end()));
}

try {
  process.exitCode = await supervise(process.env);
} catch (error) {
  const failure = asFailure(error);
  say(`${failure.message}\n${failure.next}`);
  process.exitCode = failure.exit;
}
process.exit();
