import { pino } from "pino";
import { createStream } from "rotating-file-stream";
import { maskSecrets } from "./mask.ts";

/** Facts of one line beside its event; never objects that may hold a secret. */
export type LogFacts = Record<string, string | number | boolean | null | undefined | Date | Error>;

/** Where every part of Holdfast says what it does: one JSON object a line. */
export interface Log {
  info(event: string, facts?: LogFacts): void;
  warn(event: string, facts?: LogFacts): void;
  error(event: string, facts?: LogFacts): void;
  /** The same log with facts that stand on each of its lines. */
  with(facts: LogFacts): Log;
  /** Writes out what is buffered and closes the file. */
  close(): Promise<void>;
}

/** A log file grows to this size, then is set aside … */
export const logFileBytesMax = 20_000_000;
/** … and this many of them are kept. */
export const logFilesMax = 10;

/**
 * Opens the log of one part (`web`, `worker`, `cli`) in a folder: JSON lines with `ts` in UTC,
 * files of mode 0600, rotated by size and count, secrets masked before a line is written.
 */
export function openLog({ folder, part }: { folder: string; part: string }): Log {
  const file = createStream(`${part}.log`, {
    path: folder,
    size: `${logFileBytesMax}B`,
    maxFiles: logFilesMax,
    mode: 0o600,
  });
  // A full disk must not end the process that would report it; the line is lost, the work is not.
  file.on("error", () => {});
  const logger = pino(
    {
      base: { part },
      messageKey: "event",
      timestamp: () => `,"ts":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: (line: string) => void file.write(maskSecrets(line)) },
  );
  return wrap(logger, () => new Promise((resolve) => file.end(() => resolve())));
}

/** A log that keeps nothing, for tests and one-off commands. */
export const silentLog: Log = {
  info() {},
  warn() {},
  error() {},
  with: () => silentLog,
  close: () => Promise.resolve(),
};

function wrap(logger: pino.Logger, close: () => Promise<void>): Log {
  return {
    info: (event, facts) => logger.info(plain(facts), event),
    warn: (event, facts) => logger.warn(plain(facts), event),
    error: (event, facts) => logger.error(plain(facts), event),
    with: (facts) => wrap(logger.child(plain(facts)), close),
    close,
  };
}

/** Errors as their message and code: a stack says little to the reader of an installation's log. */
function plain(facts: LogFacts = {}): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(facts).map(([key, value]) => [
      key,
      value instanceof Error ? value.message : value,
    ]),
  );
}
