/**
 * The thread in which texts are compared and searched, started by `threads.ts`. It is given texts with
 * their secrets and answers without them; it knows no database and no other part of the process.
 */
import { parentPort } from "node:worker_threads";
import { findPlatform, type Platform } from "#lib/platforms";
import { type Traced, traceLines } from "./blame/lines.ts";
import { stepsMax } from "./compare/budget.ts";
import { countChanges } from "./compare/count.ts";
import { compareNow, compareRange } from "./compare/texts.ts";
import { type PackedText, unpack } from "./packed.ts";
import { searchTexts } from "./search/texts.ts";
import type { Answer, Order, SentText, Task } from "./threads.ts";

parentPort?.on("message", ({ id, task }: Order) => {
  try {
    say({ id, value: carryOut(task) });
  } catch (error) {
    const { message, name } = error instanceof Error ? error : new Error(String(error));
    say({ id, problem: message, name });
  }
});

function carryOut(task: Task): unknown {
  if (task.kind === "search") return searchTexts(task.texts, task.query);
  if (task.kind === "trace") return trace(task.texts, task.hasOlder);
  if (task.kind === "count") {
    return countChanges({ a: asRead(task.a), b: asRead(task.b) }, stepsMax);
  }
  const { a, b, withVolatile } = task;
  const order = { a: asRead(a), b: asRead(b), withVolatile };
  return task.range ? compareRange(order, task.range) : compareNow(order);
}

/** Some comparisons one after another may cost what a few large ones do. */
const traceStepsMax = 4 * stepsMax;

function trace(texts: readonly PackedText[], hasOlder: boolean): Traced {
  const read = (place: number) => {
    const packed = texts[place];
    const text = packed ? unpack(packed) : null;
    return packed && text !== null ? asRead({ platform: packed.platform, text }) : null;
  };
  return traceLines({ count: texts.length, read, hasOlder }, traceStepsMax);
}

function asRead({ platform, text }: SentText) {
  return { platform: platformOf(platform), text };
}

/** A version may be of a platform that was taken out since; its text reads as a plain one. */
function platformOf(id: string): Platform {
  const found = findPlatform(id) ?? findPlatform("linux");
  if (!found) throw new Error("There is no platform.");
  return found;
}

function say(answer: Answer): void {
  parentPort?.postMessage(answer);
}
