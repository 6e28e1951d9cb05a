import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Worker } from "node:worker_threads";
import { type Answer, newShared, StatsTable, type Task } from "./layout.ts";

/** A thread without work ends. */
const idleMs = 3_000;

/** Something for the thread to do. */
export interface Job {
  task: Task;
  paths: readonly Buffer[];
  /** Takes what came of it before anything else is put where it lies. */
  done: (answer: Answer) => void;
  failed: () => void;
}

interface Listener {
  /** It can take the next job. */
  free: () => void;
  /** @param isBroken `false`: it had nothing to do any more */
  ended: (isBroken: boolean) => void;
}

/** Fetched in this way, `Worker` is not seen by the bundler of the pages, which use none of this. */
const { Worker: Beside } = process.getBuiltinModule("node:worker_threads");
/** All of the surroundings that a thread is told: it begins in half the time where programs lie compiled. */
const { NODE_COMPILE_CACHE = "" } = process.env;

/** One thread that looks at files and reads them, and the memory by which it is told and tells. */
export class RunningThread {
  readonly table: StatsTable;
  readonly contents: Buffer;
  readonly #paths: Buffer;
  readonly #worker: Worker;
  readonly #listener: Listener;
  readonly #idle: NodeJS.Timeout;
  #job: Job | null = null;
  #isEnded = false;

  constructor(listener: Listener) {
    const script = path.join(path.dirname(fileURLToPath(import.meta.url)), "thread.ts");
    const shared = newShared();
    this.#listener = listener;
    this.#paths = Buffer.from(shared.paths);
    this.contents = Buffer.from(shared.contents);
    this.table = new StatsTable(shared);
    this.#worker = new Beside(script, { env: { NODE_COMPILE_CACHE }, workerData: shared });
    this.#worker.on("message", (answer: Answer) => this.#settle(answer));
    this.#worker.on("error", () => this.#end(true));
    this.#worker.on("exit", () => this.#end(true));
    this.#idle = setTimeout(() => this.#rest(), idleMs);
    this.#idle.unref();
  }

  get isAtWork(): boolean {
    return this.#job !== null;
  }

  /** One job at a time. */
  handOver(job: Job): void {
    this.#job = job;
    this.#worker.ref();
    let at = 0;
    for (const path of job.paths) at += path.copy(this.#paths, at);
    this.#worker.postMessage(job.task);
  }

  #settle(answer: Answer): void {
    this.#job?.done(answer);
    this.#job = null;
    this.#worker.unref();
    this.#idle.refresh();
    this.#listener.free();
  }

  #rest(): void {
    if (this.#job) this.#idle.refresh();
    else this.#end(false);
  }

  #end(isBroken: boolean): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    clearTimeout(this.#idle);
    void this.#worker.terminate();
    this.#job?.failed();
    this.#job = null;
    this.#listener.ended(isBroken);
  }
}
