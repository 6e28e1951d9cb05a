import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { Context } from "#lib/context";
import { type LogLine, logFilesOf, logLevels, readLog } from "#lib/log";
import { foldersAround } from "#lib/settings";
import { allow } from "./allow.ts";
import { parseInput } from "./parse-input.ts";
import { LogPart, LogQuery, logParts } from "./schema.ts";

/** As many lines one page shows. */
export const logLinesMax = 300;

/** Lines of the installation's own logs, and the files they lie in. */
export interface ShownLogs {
  /** The newest last. */
  lines: LogLine[];
  /** Nothing older was left out. */
  isWhole: boolean;
  folder: string;
  files: { count: number; bytes: number };
}

/**
 * The newest lines of the installation's own logs that match, of all parts in the order of time.
 *
 * @throws Failure `invalid` with the field
 */
export async function readLogs(ctx: Context, query: LogQuery = {}): Promise<ShownLogs> {
  allow(ctx, "settings:read");
  const { part, level = "info", search = "" } = parseInput(LogQuery, query);
  const folder = foldersAround(ctx.db).logs;
  const least = logLevels.indexOf(level);
  const words = search.trim().toLowerCase();
  const wants = (line: LogLine) =>
    logLevels.indexOf(line.level) >= least && (words === "" || textOf(line).includes(words));
  const parts = part ? [part] : logParts;
  const read = await Promise.all(
    parts.map((each) => readLog(folder, { part: each, limit: logLinesMax, wants })),
  );
  const lines = read.flatMap((each) => each.lines).sort((a, b) => a.at.getTime() - b.at.getTime());
  const isWhole = read.every((each) => each.isWhole) && lines.length <= logLinesMax;
  return { lines: lines.slice(-logLinesMax), isWhole, folder, files: await sizesOf(folder, parts) };
}

/** The whole log of a part as it is now, oldest first, for a download: a file after the other. */
export async function* openLogs(ctx: Context, input: { part: LogPart }): AsyncGenerator<Buffer> {
  allow(ctx, "settings:read");
  const part = parseInput(LogPart, input.part);
  for (const file of await logFilesOf(foldersAround(ctx.db).logs, part))
    yield* createReadStream(file);
}

async function sizesOf(folder: string, parts: readonly string[]): Promise<ShownLogs["files"]> {
  const files = (await Promise.all(parts.map((part) => logFilesOf(folder, part)))).flat();
  const sizes = await Promise.all(files.map((file) => stat(file).catch(() => null)));
  return { count: files.length, bytes: sizes.reduce((sum, each) => sum + (each?.size ?? 0), 0) };
}

function textOf({ event, part, facts }: LogLine): string {
  const words = Object.entries(facts).map(([name, value]) => `${name}=${value}`);
  return [part, event, ...words].join(" ").toLowerCase();
}
