import type { BlockMethod } from "../blocks/block.ts";

/** Some blocks' contents, laid end to end; `lengths` parts them. */
export interface PackTask {
  kind: "pack";
  contents: Uint8Array<ArrayBuffer>;
  lengths: number[];
}

/** The same blocks as they lie in a pack, in their order, laid end to end. */
export interface Packed {
  bytes: Uint8Array<ArrayBuffer>;
  blocks: { packed: number; method: BlockMethod; crc: number }[];
}

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
