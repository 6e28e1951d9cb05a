/**
 * The process that opens databases: started by `ask.ts`, with an order as its argument.
 *
 * It is a process of its own because closing a file drops every lock that its process holds on it,
 * and the worker holds Holdfast's own database open; and because SQLite's calls block.
 */
import { writeSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { Corrupt, checkSnapshot } from "./check.ts";
import { resultOf, results } from "./connection.ts";
import { readHeader } from "./header.ts";
import { countTables } from "./look.ts";
import type { Message, Order } from "./messages.ts";
import { takeSnapshot } from "./take.ts";

process.umask(0o077);
new Worker(new URL("./pulse.ts", import.meta.url)).unref();

const order: Order = JSON.parse(process.argv[2] ?? "");
try {
  const header = readHeader(order.file);
  if (!header.isDatabase) {
    say({ failed: "not-a-database", detail: "" });
  } else if (order.task === "look") {
    say({ tables: countTables(order.file, header, order.lockWaitMs) });
  } else {
    const bytes = await takeSnapshot(order, { header, moved: (bytes) => say({ moved: bytes }) });
    const unchecked = checkSnapshot(order.into);
    if (unchecked) say({ unchecked });
    say({ snapshotBytes: bytes });
  }
} catch (error) {
  say(failureOf(error));
}

function say(message: Message): void {
  writeSync(1, `${JSON.stringify(message)}\n`);
}

function failureOf(error: unknown): Message {
  const detail = error instanceof Error ? error.message : String(error);
  if (error instanceof Corrupt) return { failed: "corrupt", detail };
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const path = error instanceof Error && "path" in error ? String(error.path) : order.file;
  if (code === "EACCES" || code === "EPERM") return { failed: "unreadable", detail: path };
  if (code === "ENOENT") return { failed: "missing", detail: path };
  if (code === "ENOSPC" || code === "EDQUOT") return { failed: "full", detail };
  switch (resultOf(error)) {
    case results.busy:
    case results.locked:
      return { failed: "locked", detail };
    case results.corrupt:
      return { failed: "corrupt", detail };
    case results.full:
      return { failed: "full", detail };
    case results.notADatabase:
      return { failed: "not-a-database", detail };
    case results.readOnly:
    case results.cannotOpen:
      return {
        failed: "other",
        detail: "it is being written, and the files beside it cannot be shared from here",
      };
    default:
      return { failed: "other", detail };
  }
}
