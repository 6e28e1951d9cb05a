/**
 * A thread that looks at files and reads small ones, started by `running-thread.ts`. It may wait for a
 * disk as long as that takes: nothing else of the process waits with it.
 */
import {
  closeSync,
  fstatSync,
  lstatSync,
  openSync,
  readlinkSync,
  readSync,
  realpathSync,
} from "node:fs";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { errorCode } from "../../words.ts";
import { isBelow, readingFlags } from "../handle.ts";
import { isSteady } from "../steady.ts";
import { type Answer, type Shared, StatsTable, type Task } from "./layout.ts";

const port = parentPort as MessagePort;
const shared = workerData as Shared;
const table = new StatsTable(shared);
const paths = Buffer.from(shared.paths);
const contents = Buffer.from(shared.contents);

port.on("message", (task: Task) => port.postMessage(answerOf(task)));

function answerOf(task: Task): Answer {
  const files = pathsOf(task);
  if (task.kind === "look") return { kind: "look", refused: files.map(look) };
  let at = 0;
  const bytes = files.map((path) => {
    const read = tryToRead(path, task, contents.subarray(at));
    at += read ?? 0;
    return read;
  });
  return { kind: "read", bytes };
}

function pathsOf({ lengths }: Task): Buffer[] {
  let at = 0;
  return lengths.map((length) => {
    at += length;
    return paths.subarray(at - length, at);
  });
}

function look(path: Buffer, row: number): string | null {
  try {
    table.put(row, lstatSync(path, { bigint: true }));
    return null;
  } catch (error) {
    return errorCode(error) || String(error);
  }
}

type Reading = Extract<Task, { kind: "read" }>;

/** `null`: it is not as simple as that. Whoever asked reads it the long way, and finds out why. */
function tryToRead(path: Buffer, order: Reading, into: Buffer): number | null {
  try {
    const descriptor = openSync(path, readingFlags);
    try {
      return readWhole(descriptor, { path, into, ...order });
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (errorCode(error)) return null;
    throw error;
  }
}

function readWhole(
  descriptor: number,
  { path, root, into, mayGrow }: { path: Buffer; root: Buffer; into: Buffer; mayGrow: boolean },
): number | null {
  const before = fstatSync(descriptor, { bigint: true });
  const beganAt = Date.now();
  if (!before.isFile() || before.size > into.length) return null;
  if (!isBelow(root, realOf(descriptor, path))) return null;
  const size = Number(before.size);
  let bytes = 0;
  while (bytes < size) {
    const more = readSync(descriptor, into, bytes, size - bytes, bytes);
    if (more === 0) return null;
    bytes += more;
  }
  if (mayGrow) return bytes;
  const after = fstatSync(descriptor, { bigint: true });
  return isSteady({ before, beganAt, after, bytes }) ? bytes : null;
}

/** Where what was opened lies by now. */
function realOf(descriptor: number, path: Buffer): Buffer {
  return process.platform === "linux"
    ? readlinkSync(`/proc/self/fd/${descriptor}`, { encoding: "buffer" })
    : realpathSync(path, { encoding: "buffer" });
}
