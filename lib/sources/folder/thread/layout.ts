import { constants } from "node:fs";
import type { FileStats } from "../../stats.ts";

/** So many files one task is about at most. */
export const filesAtOnce = 64;
/** Systems take no longer path. */
export const pathBytesMax = 4_096;
/** What the files of one reading come to at most. */
export const contentBytesMax = 1024 * 1024;
/** Numbers by which a file is known. */
const fields = 9;

/**
 * Memory that the thread and its owner both see: nothing is copied on the way, and nothing is left for
 * the collector of either.
 */
export interface Shared {
  /** Paths of files, end to end. */
  paths: SharedArrayBuffer;
  /** What was found by looking at them. */
  stats: SharedArrayBuffer;
  /** What was read of them, end to end. */
  contents: SharedArrayBuffer;
}

export function newShared(): Shared {
  const statsBytes = filesAtOnce * fields * BigInt64Array.BYTES_PER_ELEMENT;
  return {
    paths: new SharedArrayBuffer(filesAtOnce * pathBytesMax),
    stats: new SharedArrayBuffer(statsBytes),
    contents: new SharedArrayBuffer(contentBytesMax),
  };
}

/** Files whose paths lie in the shared memory, in this order and as long as this. */
export type Task = { lengths: number[] } & (
  | { kind: "look" }
  /** Of logs, that may grow meanwhile. */
  | { kind: "read"; root: Buffer; mayGrow: boolean }
);

/** What came of each file: the system's code where it refused to look; the bytes that were read. */
export type Answer =
  | { kind: "look"; refused: (string | null)[] }
  | { kind: "read"; bytes: (number | null)[] };

/** Where the thread puts what it found, and its owner takes it from. */
export class StatsTable {
  readonly #numbers: BigInt64Array;

  constructor({ stats }: Pick<Shared, "stats">) {
    this.#numbers = new BigInt64Array(stats);
  }

  put(row: number, stats: FileStats): void {
    const at = row * fields;
    const { dev, ino, mode, uid, gid, size, mtimeMs, mtimeNs, ctimeMs } = stats;
    const all = [dev, ino, mode, uid, gid, size, mtimeMs, mtimeNs, ctimeMs];
    for (const [index, number] of all.entries()) this.#numbers[at + index] = number;
  }

  take(row: number): FileStats {
    const at = row * fields;
    return new Stats(this.#numbers.subarray(at, at + fields));
  }
}

/** The same as the system's own, without what nobody asks for. */
class Stats implements FileStats {
  readonly dev: bigint;
  readonly ino: bigint;
  readonly mode: bigint;
  readonly uid: bigint;
  readonly gid: bigint;
  readonly size: bigint;
  readonly mtimeMs: bigint;
  readonly mtimeNs: bigint;
  readonly ctimeMs: bigint;

  constructor(numbers: BigInt64Array) {
    const number = (index: number) => numbers[index] ?? 0n;
    this.dev = number(0);
    this.ino = number(1);
    this.mode = number(2);
    this.uid = number(3);
    this.gid = number(4);
    this.size = number(5);
    this.mtimeMs = number(6);
    this.mtimeNs = number(7);
    this.ctimeMs = number(8);
  }

  isFile(): boolean {
    return this.#is(constants.S_IFREG);
  }

  isDirectory(): boolean {
    return this.#is(constants.S_IFDIR);
  }

  isSymbolicLink(): boolean {
    return this.#is(constants.S_IFLNK);
  }

  isFIFO(): boolean {
    return this.#is(constants.S_IFIFO);
  }

  isSocket(): boolean {
    return this.#is(constants.S_IFSOCK);
  }

  isBlockDevice(): boolean {
    return this.#is(constants.S_IFBLK);
  }

  isCharacterDevice(): boolean {
    return this.#is(constants.S_IFCHR);
  }

  #is(kind: number): boolean {
    return (Number(this.mode) & constants.S_IFMT) === kind;
  }
}
