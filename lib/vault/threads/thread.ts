/**
 * A thread that packs blocks and reads packs back, started by `pool.ts`. It knows bytes and files, and no
 * other part of the process.
 */
import { type MessagePort, parentPort } from "node:worker_threads";
import { packBlock } from "../blocks/block.ts";
import { Damage } from "../damage.ts";
import { readPackNow } from "./read-pack-now.ts";
import type { Answer, Packed, PackTask, Problem, Task } from "./tasks.ts";

const port = parentPort as MessagePort;

port.on("message", (task: Task) => {
  try {
    if (task.kind === "read") {
      readPackNow(task.file, task.name);
      port.postMessage({ value: null } satisfies Answer);
      return;
    }
    const value = packAll(task);
    port.postMessage({ value } satisfies Answer, [value.bytes.buffer]);
  } catch (error) {
    port.postMessage({ problem: problemOf(error) } satisfies Answer);
  }
});

function packAll({ contents, lengths }: PackTask): Packed {
  const all = Buffer.from(contents.buffer, contents.byteOffset, contents.byteLength);
  let at = 0;
  const blocks = lengths.map((length) => {
    const block = packBlock(all.subarray(at, at + length));
    at += length;
    return block;
  });
  const bytes = new Uint8Array(blocks.reduce((sum, { packed }) => sum + packed, 0));
  let end = 0;
  for (const block of blocks) {
    bytes.set(block.bytes, end);
    end += block.packed;
  }
  return { bytes, blocks: blocks.map(({ packed, method, crc }) => ({ packed, method, crc })) };
}

function problemOf(error: unknown): Problem {
  const { message, code, syscall } = error as NodeJS.ErrnoException;
  const isDamage = error instanceof Damage;
  return { message, isDamage, ...(code ? { code } : {}), ...(syscall ? { syscall } : {}) };
}
