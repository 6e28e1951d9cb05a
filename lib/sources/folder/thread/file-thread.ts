import { type Look, lookOneByOne } from "../look.ts";
import { type Answer, contentBytesMax, filesAtOnce, pathBytesMax } from "./layout.ts";
import { type Job, RunningThread } from "./running-thread.ts";

/** So many files are looked at without a thread: starting one costs as much. */
const looksWithoutMax = 256;
/** Longer files take their time anyway. */
const smallBytesMax = 256 * 1024;

interface ReadOrder {
  file: Buffer;
  size: number;
  resolve: (content: Buffer | null) => void;
}

/**
 * Looks at the files of one source, and reads its small ones, many at once in a thread of its own: one by
 * one, each step of each file would cost several times what the system needs for it. A disk that does
 * not answer holds nothing but this thread.
 */
export class FileThread {
  readonly #root: Buffer;
  readonly #mayGrow: boolean;
  #looks = 0;
  readonly #jobs: Job[] = [];
  #reads: ReadOrder[] = [];
  #thread: RunningThread | null = null;
  /** A thread failed; what it was for is done without one. */
  #isBroken = false;
  #isPlanned = false;

  /** @param source its folder, and whether its files may grow while they are read */
  constructor({ root, mayGrow }: { root: Buffer; mayGrow: boolean }) {
    this.#root = root;
    this.#mayGrow = mayGrow;
  }

  /** What these files are, or the system's error; in their order. Links are not followed. */
  async look(files: readonly Buffer[]): Promise<Look[]> {
    this.#looks += files.length;
    if (!this.#isWorthIt()) return lookOneByOne(files);
    const looked: Look[] = [];
    for (let at = 0; at < files.length; at += filesAtOnce) {
      looked.push(...(await this.#lookBeside(files.slice(at, at + filesAtOnce))));
    }
    return looked;
  }

  /**
   * What a small file holds, where it can be opened as what it is, lies in the source's folder, and stays
   * the same meanwhile.
   *
   * @param size what was seen of it, bytes
   * @returns `null`: it has to be read in the long way
   */
  async read(file: Buffer, size: number): Promise<Buffer | null> {
    if (!this.#isWorthIt() || size > smallBytesMax || file.length > pathBytesMax) return null;
    return new Promise((resolve) => {
      this.#reads.push({ file, size, resolve });
      this.#plan();
    });
  }

  #isWorthIt(): boolean {
    return this.#looks > looksWithoutMax && !this.#isBroken;
  }

  async #lookBeside(paths: readonly Buffer[]): Promise<Look[]> {
    if (paths.some(({ length }) => length > pathBytesMax)) return lookOneByOne(paths);
    const answer = await new Promise<Look[] | null>((resolve) => {
      const done = (answer: Answer) => {
        const table = this.#thread?.table;
        if (answer.kind !== "look" || !table) return resolve(null);
        resolve(answer.refused.map((code, row) => (code ? errorOf(code) : table.take(row))));
      };
      const task = { kind: "look", lengths: paths.map(({ length }) => length) } as const;
      this.#jobs.push({ task, paths, done, failed: () => resolve(null) });
      this.#plan();
    });
    return answer ?? lookOneByOne(paths);
  }

  /** Hands over a moment later: more may come by then. */
  #plan(): void {
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    setImmediate(() => {
      this.#isPlanned = false;
      this.#handOver();
    });
  }

  #handOver(): void {
    if (this.#thread?.isAtWork) return;
    const job = this.#jobs.shift() ?? this.#nextReads();
    if (!job) return;
    if (this.#isBroken) {
      job.failed();
      this.#plan();
      return;
    }
    this.#thread ??= this.#begin();
    this.#thread.handOver(job);
  }

  #nextReads(): Job | null {
    let sizes = 0;
    let count = 0;
    for (const { size } of this.#reads.slice(0, filesAtOnce)) {
      if (sizes + size > contentBytesMax) break;
      sizes += size;
      count += 1;
    }
    if (count === 0) return null;
    const orders = this.#reads.splice(0, count);
    const paths = orders.map(({ file }) => file);
    const lengths = paths.map(({ length }) => length);
    return {
      task: { kind: "read", root: this.#root, mayGrow: this.#mayGrow, lengths },
      paths,
      done: (answer) => this.#giveOut(orders, answer),
      failed: () => {
        for (const { resolve } of orders) resolve(null);
      },
    };
  }

  /** One piece of memory for all of them: many small ones cost more than what they hold. */
  #giveOut(orders: readonly ReadOrder[], answer: Answer): void {
    const bytes = answer.kind === "read" ? answer.bytes : [];
    const own = Buffer.allocUnsafeSlow(bytes.reduce<number>((sum, each) => sum + (each ?? 0), 0));
    this.#thread?.contents.copy(own, 0, 0, own.length);
    let at = 0;
    for (const [index, { resolve }] of orders.entries()) {
      const read = bytes[index] ?? null;
      resolve(read === null ? null : own.subarray(at, at + read));
      at += read ?? 0;
    }
  }

  #begin(): RunningThread {
    const thread = new RunningThread({
      free: () => this.#plan(),
      ended: (isBroken) => {
        this.#isBroken ||= isBroken;
        this.#thread = null;
        this.#plan();
      },
    });
    return thread;
  }
}

function errorOf(code: string): Error {
  return Object.assign(new Error(code), { code });
}
