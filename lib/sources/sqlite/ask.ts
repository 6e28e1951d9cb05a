import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { fail } from "#lib/failures";
import { Message, type Order } from "./messages.ts";

/** A child process that neither copies nor uses the processor for this long is ended. */
export const silentMsMax = 120_000;
/** Whether it is silent is looked up this often. */
const lookMs = 1_000;
/** As much of what it says on standard error is kept. */
const complaintCharactersMax = 2_000;

export interface Asking {
  /** For files that SQLite makes for itself. */
  scratch: string;
  /** The database as its source calls it, for sentences. */
  shown: string;
  signal: AbortSignal;
  /** Called with the bytes that were copied; with 0 when the child worked on something else. */
  moved: (bytes: number) => void;
  silentMs: number;
}

export type Answer = Exclude<Message, { moved: number }>;

/**
 * Carries out an order in a child process.
 *
 * @returns everything it said beside `moved`
 * @throws Failure `snapshot-failed` when it ended early or fell silent; the signal's reason, at once
 */
export function ask(order: Order, { shown, signal, moved, ...asking }: Asking): Promise<Answer[]> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const child = start(order, asking.scratch);
    const answers: Answer[] = [];
    let complaint = "";
    let heardMs = performance.now();

    const end = (reason: unknown) => {
      clearInterval(timer);
      signal.removeEventListener("abort", onAbort);
      child.kill("SIGKILL");
      reject(reason);
    };
    const failed = (detail: string) => end(fail("snapshot-failed", { path: shown, detail }));
    const onAbort = () => end(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
    const timer = setInterval(
      () => {
        if (performance.now() - heardMs < asking.silentMs) return;
        failed(`its process gave no sign of life for ${Math.round(asking.silentMs / 1_000)} s`);
      },
      Math.min(lookMs, asking.silentMs),
    );

    createInterface({ input: child.stdout }).on("line", (line) => {
      heardMs = performance.now();
      const message = readMessage(line);
      if (!message) failed(`its process said “${line.slice(0, 80)}”`);
      else if ("moved" in message) moved(message.moved);
      else answers.push(message);
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      complaint = (complaint + text).slice(-complaintCharactersMax);
    });
    child.on("error", (error) => failed(`its process could not be started: ${error.message}`));
    child.on("close", (code, killedBy) => {
      if (code !== 0) return failed(endWords(code ?? killedBy ?? "?", complaint));
      resolve(answers);
      end(null);
    });
  });
}

/** Without this process's environment, which may hold the key. */
function start(order: Order, scratch: string) {
  const script = fileURLToPath(new URL("./child.ts", import.meta.url));
  const options = ["--disable-warning=ExperimentalWarning", script, JSON.stringify(order)];
  return spawn(process.execPath, options, {
    cwd: "/",
    env: { NODE_ENV: "production", SQLITE_TMPDIR: scratch },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

function readMessage(line: string): Message | null {
  try {
    return Message.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

function endWords(how: string | number, complaint: string): string {
  const last = complaint.trim().split("\n").at(-1) ?? "";
  return `its process ended early with ${how}${last ? `: ${last}` : ""}`;
}
