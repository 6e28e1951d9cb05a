/**
 * A thread that packs blocks and reads packs back, started by `pool.ts`. It knows bytes and files, and no
 * other part of the process.
 */
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { packBlock } from "../blocks/block.ts";
import { checkPack } from "../blocks/check-pack.ts";
import { Damage } from "../damage.ts";
import { readFileNow } from "./read-file-now.ts";
import type { Answer, Packed, PackTask, Problem, Shared, Task } from "./tasks.ts";

const port = parentPort as MessagePort;
const shared = workerData as Shared;
const contents = Buffer.from(shared.contents);
const packedBytes = Buffer.from(shared.packed);

port.on("message", (task: Task) => port.postMessage(answerOf(task)));

function answerOf(task: Task): Answer {
  try {
    if (task.kind === "pack") return { value: packAll(task) };
    readFileNow(task.file, (bytes) => checkPack(bytes, task.name));
    return { value: null };
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

function packAll({ lengths }: PackTask): Packed {
  let from = 0;
  let to = 0;
  return lengths.map((length) => {
    const { bytes, packed, method, crc } = packBlock(contents.subarray(from, from + length));
    from += length;
    bytes.copy(packedBytes, to);
    to += packed;
    return { packed, method, crc };
  });
}

function problemOf(error: unknown): Problem {
  const { message, code, syscall } = error as NodeJS.ErrnoException;
  const isDamage = error instanceof Damage;
  return { message, isDamage, ...(code ? { code } : {}), ...(syscall ? { syscall } : {}) };
}
