import type { BlockMethod } from "../blocks/block.ts";

/**
 * Memory that a thread and its owner both see: nothing is copied twice, and nothing is left for the
 * collector of either.
 */
export interface Shared {
  /** Contents of blocks, end to end. */
  contents: SharedArrayBuffer;
  /** The same blocks as they lie in a pack, end to end. */
  packed: SharedArrayBuffer;
}

/** Some blocks whose contents lie in the shared memory. */
export interface PackTask {
  kind: "pack";
  lengths: number[];
}

/** The same blocks in their order; their packed bytes lie in the shared memory. */
export type Packed = { packed: number; method: BlockMethod; crc: number }[];

/** A pack to be read whole. */
export interface ReadTask {
  kind: "read";
  file: string;
  /** SHA-256 that its bytes have, hexadecimal. */
  name: string;
}

export type Task = PackTask | ReadTask;

/** What a task came to; of reading, `null`. */
export type Answer = { value: Packed | null } | { problem: Problem };

/** An error on its way out of a thread. */
export interface Problem {
  message: string;
  /** What was read is not what was written. */
  isDamage: boolean;
  /** Of the system, where it is one of its errors. */
  code?: string;
  syscall?: string;
}
