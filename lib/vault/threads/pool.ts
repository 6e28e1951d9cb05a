import { availableParallelism } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Worker } from "node:worker_threads";
import { type PackedContent, packBlock } from "../blocks/block.ts";
import { blockSizes } from "../blocks/cut.ts";
import { Damage } from "../damage.ts";
import type { Answer, Packed, Problem, ReadTask, Shared, Task } from "./tasks.ts";

/**
 * Packing blocks and reading packs back take cores for a while; threads do it, so that everything else in
 * the process goes on. All archives of a process share them.
 */

/** More cores than this have nothing to do: files are read one behind the other. */
export const threadsMax = Math.min(4, availableParallelism());
/** Blocks are handed over together until they come to so much: each way to a thread costs as much as packing a little. */
const batchBytes = 512 * 1024;
/** No block is longer, whether of content or of a listing. */
const sharedBytes = blockSizes.max;
/** So little within `idleMs` is packed at once, where there is no thread yet: one costs more to start. */
const atOnceBytesMax = 1024 * 1024;
/** Blocks of small files come one by one: so long they are waited for. */
const patienceMs = 5;
/** A thread without work ends. */
const idleMs = 10_000;

interface Waiting<T> {
  resolve: (value: T) => void;
  reject: (error: unknown) => void;
}

interface BlockToPack extends Waiting<PackedContent> {
  content: Buffer;
}

interface Job {
  task: Task;
  /** Puts what the task is about where the thread sees it. */
  lay?: (contents: Buffer) => void;
  /** Takes what came of it before anything else is put there. */
  done: (value: Packed | null, packed: Buffer) => void;
  reject: (error: unknown) => void;
}

interface Thread {
  worker: Worker;
  contents: Buffer;
  packed: Buffer;
  /** `null`: it has nothing to do. */
  job: Job | null;
  idle: NodeJS.Timeout | null;
}

const threads = new Set<Thread>();
const blocks: BlockToPack[] = [];
const reads: Job[] = [];
/** Of `blocks`. */
let waitingBytes = 0;
let planned: { timer: NodeJS.Timeout; isPatient: boolean } | null = null;
const atOnce = { sinceMs: 0, bytes: 0 };

/**
 * Packs a block in a thread.
 *
 * @param content not changed afterwards
 */
export function packInThread(content: Buffer): Promise<PackedContent> {
  if (content.length > sharedBytes)
    throw new Error(`A block of ${content.length} bytes is too long.`);
  return new Promise((resolve, reject) => {
    blocks.push({ content, resolve, reject });
    waitingBytes += content.length;
    plan();
  });
}

/**
 * Reads a pack whole in a thread, against its name and the digest of each block.
 *
 * @param name SHA-256 of its bytes, hexadecimal
 * @throws Damage; errors of the file system
 */
export async function readInThread(file: string, name: string): Promise<void> {
  const task: ReadTask = { kind: "read", file, name };
  await new Promise<void>((resolve, reject) => {
    reads.push({ task, done: () => resolve(), reject });
    plan();
  });
}

/** Hands work over at once when there is enough of it, else a moment later: more may come by then. */
function plan(): void {
  if (planned && !(isEnough() && planned.isPatient)) return;
  if (planned) clearTimeout(planned.timer);
  const isPatient = !isEnough();
  planned = { timer: setTimeout(handOverAll, isPatient ? patienceMs : 0), isPatient };
}

function isEnough(): boolean {
  return reads.length > 0 || waitingBytes >= batchBytes;
}

function handOverAll(): void {
  planned = null;
  packAtOnce();
  while ((blocks.length > 0 || reads.length > 0) && handOver()) {}
}

/** Small archives, and those in which little changed, need no thread. */
function packAtOnce(): void {
  if (threads.size > 0 || blocks.length === 0) return;
  const nowMs = performance.now();
  if (nowMs - atOnce.sinceMs > idleMs) Object.assign(atOnce, { sinceMs: nowMs, bytes: 0 });
  atOnce.bytes += waitingBytes;
  if (atOnce.bytes > atOnceBytesMax) return;
  waitingBytes = 0;
  for (const { content, resolve, reject } of blocks.splice(0)) {
    try {
      resolve(packBlock(content));
    } catch (error) {
      reject(error);
    }
  }
}

/** `false`: every thread is at work. */
function handOver(): boolean {
  const free = [...threads].find(({ job }) => job === null);
  if (!free && threads.size >= threadsMax) return false;
  const job = reads.shift() ?? takeBatch();
  const thread = free ?? begin();
  if (thread.idle) clearTimeout(thread.idle);
  thread.idle = null;
  thread.job = job;
  thread.worker.ref();
  job.lay?.(thread.contents);
  thread.worker.postMessage(job.task);
  return true;
}

function takeBatch(): Job {
  let bytes = 0;
  let count = 0;
  for (const { content } of blocks) {
    if (count > 0 && bytes + content.length > batchBytes) break;
    bytes += content.length;
    count += 1;
  }
  const batch = blocks.splice(0, count);
  waitingBytes -= bytes;
  const lengths = batch.map(({ content }) => content.length);
  return {
    task: { kind: "pack", lengths },
    lay(contents) {
      let at = 0;
      for (const { content } of batch) at += content.copy(contents, at);
    },
    done: (value, packed) => giveOut(batch, value ?? [], packed),
    reject: (error) => {
      for (const { reject } of batch) reject(error);
    },
  };
}

/** Gives blocks of a batch a piece each of one buffer: they go into the same pack. */
function giveOut(batch: readonly BlockToPack[], blocks: Packed, shared: Buffer): void {
  const bytes = blocks.reduce((sum, { packed }) => sum + packed, 0);
  const own = Buffer.allocUnsafeSlow(bytes);
  shared.copy(own, 0, 0, bytes);
  let at = 0;
  for (const [index, block] of blocks.entries()) {
    batch[index]?.resolve({ ...block, bytes: own.subarray(at, at + block.packed) });
    at += block.packed;
  }
}

/** Fetched in this way, `Worker` is not seen by the bundler of the pages, which use none of this. */
const { Worker: Beside } = process.getBuiltinModule("node:worker_threads");
/** All of the surroundings that a thread is told: it begins in half the time where programs lie compiled. */
const { NODE_COMPILE_CACHE = "" } = process.env;

function begin(): Thread {
  const script = path.join(path.dirname(fileURLToPath(import.meta.url)), "thread.ts");
  const shared: Shared = {
    contents: new SharedArrayBuffer(sharedBytes),
    packed: new SharedArrayBuffer(sharedBytes),
  };
  const worker: Worker = new Beside(script, { env: { NODE_COMPILE_CACHE }, workerData: shared });
  const [contents, packed] = [Buffer.from(shared.contents), Buffer.from(shared.packed)];
  const thread: Thread = { worker, contents, packed, job: null, idle: null };
  worker.on("message", (answer: Answer) => settle(thread, answer));
  worker.on("error", (error) => end(thread, error));
  worker.on("exit", () => end(thread, new Error("A thread of the vault ended early.")));
  threads.add(thread);
  return thread;
}

function settle(thread: Thread, answer: Answer): void {
  const { job } = thread;
  thread.job = null;
  thread.worker.unref();
  thread.idle = setTimeout(() => end(thread, new Error("idle")), idleMs);
  thread.idle.unref();
  if ("problem" in answer) job?.reject(errorOf(answer.problem));
  else job?.done(answer.value, thread.packed);
  plan();
}

/** What a thread was at has failed with it; what waits goes on in another one. */
function end(thread: Thread, error: Error): void {
  if (!threads.delete(thread)) return;
  if (thread.idle) clearTimeout(thread.idle);
  thread.job?.reject(error);
  void thread.worker.terminate();
  plan();
}

function errorOf({ message, isDamage, ...system }: Problem): Error {
  return isDamage ? new Damage(null, message) : Object.assign(new Error(message), system);
}
