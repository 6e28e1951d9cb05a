import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Worker } from "node:worker_threads";
import { fail } from "#lib/failures";
import type { Traced } from "./blame/lines.ts";
import type { LineCounts } from "./compare/count.ts";
import type { PackedText } from "./packed.ts";
import type { ComparedPart, Comparison } from "./schema.ts";
import type { SearchQuery } from "./search/conditions.ts";
import type { SearchHit } from "./search/texts.ts";

/**
 * Comparing and searching take a core for a while, and the process that answers pages has one loop: they
 * are done in threads beside it, few at a time, each within a bound of time and memory.
 */

/** As many texts are compared or searched at once. */
const threadsMax = 2;
/** As many orders wait; more are refused. */
const waitingMax = 50;
/** Longer than the longest step that a budget allows, on a slow machine under load. */
const taskMsMax = 30_000;
/** Of the heap of one thread. */
const heapMegabytesMax = 768;
/** A thread without work ends: the next one starts in a fifth of a second. */
const idleMs = 60_000;

/** A text with the platform's id by whose rules it is read. */
export interface SentText {
  platform: string;
  text: string;
}

export type Task =
  | {
      kind: "compare";
      a: SentText;
      b: SentText;
      withVolatile: boolean;
      /** Present: rows of this range and nothing else. */
      range?: { from: number; to: number };
    }
  | { kind: "count"; a: SentText; b: SentText }
  | { kind: "trace"; texts: PackedText[]; hasOlder: boolean }
  | { kind: "search"; texts: PackedText[]; query: SearchQuery };

export interface Order {
  id: number;
  task: Task;
}

export type Answer = { id: number; value: unknown } | { id: number; problem: string; name: string };

/** How long orders that belong together may still be worked on; what they wait for others is not in it. */
export interface Patience {
  msMax: number;
  msLeft: number;
}

export function patienceOf(msMax: number): Patience {
  return { msMax, msLeft: msMax };
}

/** Compares two texts in a thread; no secret is in the answer. */
export function compareTexts(given: {
  a: SentText;
  b: SentText;
  withVolatile: boolean;
}): Promise<Comparison> {
  return carryOut({ kind: "compare", ...given }) as Promise<Comparison>;
}

/** Some rows of a comparison, for a gap that is opened. */
export function compareTextsRange(
  given: { a: SentText; b: SentText; withVolatile: boolean },
  range: { from: number; to: number },
): Promise<ComparedPart[]> {
  return carryOut({ kind: "compare", ...given, range }) as Promise<ComparedPart[]>;
}

/** Counts the lines that differ between two texts; `null`: too much does. */
export function countInThread(given: { a: SentText; b: SentText }): Promise<LineCounts | null> {
  return carryOut({ kind: "count", ...given }) as Promise<LineCounts | null>;
}

/** Finds for each line of the first of some texts which of them brought it; they are newest first. */
export function traceInThread(texts: PackedText[], hasOlder: boolean): Promise<Traced> {
  return carryOut({ kind: "trace", texts, hasOlder }) as Promise<Traced>;
}

/** Searches packed texts in a thread; what is found has no secrets in it. */
export function searchInThread(
  texts: PackedText[],
  query: SearchQuery,
  patience?: Patience,
): Promise<SearchHit[]> {
  return carryOut({ kind: "search", texts, query }, patience) as Promise<SearchHit[]>;
}

interface Waiting {
  task: Task;
  patience: Patience;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

interface Thread {
  worker: Worker;
  /** `null`: it has nothing to do. */
  job: (Waiting & { id: number; timer: NodeJS.Timeout; begunMs: number }) | null;
  idle: NodeJS.Timeout | null;
}

interface Pool {
  threads: Set<Thread>;
  waiting: Waiting[];
  lastId: number;
}

/** Of the whole process, whatever copies a bundle makes of this module. */
const poolKey = Symbol.for("holdfast.versions.threads");
const state = globalThis as { [poolKey]?: Pool };
state[poolKey] ??= { threads: new Set(), waiting: [], lastId: 0 };
const pool = state[poolKey];

/** @throws Failure `text-work-ended` beyond a bound, `regex-too-costly` where that was its reason */
function carryOut(task: Task, patience = patienceOf(taskMsMax)): Promise<unknown> {
  if (pool.waiting.length >= waitingMax) {
    throw fail("text-work-ended", { what: wordOf(task), bound: `${waitingMax} others` });
  }
  return new Promise((resolve, reject) => {
    pool.waiting.push({ task, patience, resolve, reject });
    next();
  });
}

function next(): void {
  const free = [...pool.threads].find(({ job }) => job === null);
  if (!free && pool.threads.size >= threadsMax) return;
  const waiting = takeWaiting();
  if (!waiting) return;
  const thread = free ?? begin();
  if (thread.idle) clearTimeout(thread.idle);
  pool.lastId += 1;
  const id = pool.lastId;
  const { msMax, msLeft } = waiting.patience;
  const timer = setTimeout(() => end(thread, `${msMax / 1_000} s`), msLeft);
  thread.job = { ...waiting, id, timer, begunMs: performance.now() };
  thread.worker.ref();
  thread.worker.postMessage({ id, task: waiting.task } satisfies Order);
}

/** The first that may begin: of regular expressions one at a time, so that nothing else waits for a slow one. */
function takeWaiting(): Waiting | undefined {
  const isBusy = [...pool.threads].some(({ job }) => job && hasRegex(job.task));
  const index = pool.waiting.findIndex(({ task }) => !(isBusy && hasRegex(task)));
  return index < 0 ? undefined : pool.waiting.splice(index, 1)[0];
}

/**
 * The thread runs from its source, as every process of ours does. Fetched in this way, `Worker` is not
 * seen by the bundler of the pages, which would put a copy of the thread in its own form beside them.
 */
const { Worker: Beside } = process.getBuiltinModule("node:worker_threads");
/** All of the surroundings that a thread is told: it begins in half the time where programs lie compiled. */
const { NODE_COMPILE_CACHE = "" } = process.env;

function begin(): Thread {
  const script = path.join(path.dirname(fileURLToPath(import.meta.url)), "thread.ts");
  const worker: Worker = new Beside(script, {
    env: { NODE_COMPILE_CACHE },
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytesMax },
  });
  const thread: Thread = { worker, job: null, idle: null };
  worker.on("message", (answer: Answer) => settle(thread, answer));
  worker.on("error", (error: NodeJS.ErrnoException) => {
    const isMemory = error.code === "ERR_WORKER_OUT_OF_MEMORY";
    end(thread, isMemory ? `${heapMegabytesMax} MB` : error.message);
  });
  worker.on("exit", () => end(thread, "an early end"));
  pool.threads.add(thread);
  return thread;
}

function settle(thread: Thread, answer: Answer): void {
  const { job } = thread;
  if (!job || job.id !== answer.id) return;
  clearTimeout(job.timer);
  thread.job = null;
  thread.worker.unref();
  thread.idle = setTimeout(() => end(thread, "idleness"), idleMs);
  thread.idle.unref();
  job.patience.msLeft = Math.max(1, job.patience.msLeft - (performance.now() - job.begunMs));
  if ("problem" in answer) job.reject(errorOf(job.task, answer));
  else job.resolve(answer.value);
  next();
}

/** Ends a thread; what it was at has failed, and what waits goes on in another one. */
function end(thread: Thread, bound: string): void {
  if (!pool.threads.delete(thread)) return;
  const { job } = thread;
  thread.job = null;
  if (thread.idle) clearTimeout(thread.idle);
  if (job) {
    clearTimeout(job.timer);
    job.reject(endOf(job.task, bound));
  }
  void thread.worker.terminate();
  next();
}

function endOf(task: Task, bound: string): Error {
  if (hasRegex(task)) return fail("regex-too-costly", { bound });
  return fail("text-work-ended", { what: wordOf(task), bound });
}

/** What an expression is too large for is found out only when it is used. */
function errorOf(task: Task, { problem, name }: { problem: string; name: string }): Error {
  const isTooLarge = hasRegex(task) && (name === "SyntaxError" || name === "RangeError");
  return isTooLarge ? fail("regex-too-costly", { bound: "size" }) : new Error(problem);
}

function hasRegex(task: Task): boolean {
  return task.kind === "search" && task.query.regex;
}

function wordOf(task: Task): string {
  if (task.kind === "trace") return "The search for where lines come from";
  return task.kind === "search" ? "The search" : "The comparison";
}
