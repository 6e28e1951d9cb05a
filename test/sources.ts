import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { type Content, type Entry, ReadAgain } from "#lib/entries";
import type { Failure } from "#lib/failures";
import {
  type DatabaseSource,
  type FolderSource,
  type OpenSource,
  openSource,
  type SourceSurroundings,
} from "#lib/sources";
import { temporaryFolder } from "./installation.ts";

/** Surroundings that remember what they were told. */
export interface WatchedSurroundings extends SourceSurroundings {
  warnings: Failure[];
  total: { calls: number; entries: number; bytes: number };
  abort(reason: unknown): void;
}

export async function watchedSurroundings(
  protectedPaths: SourceSurroundings["protectedPaths"] = [],
): Promise<WatchedSurroundings> {
  const scratch = path.join(await temporaryFolder(), "scratch");
  await mkdir(scratch, { mode: 0o700 });
  const controller = new AbortController();
  const warnings: Failure[] = [];
  const total = { calls: 0, entries: 0, bytes: 0 };
  return {
    scratch,
    protectedPaths,
    signal: controller.signal,
    abort: (reason) => controller.abort(reason),
    warn: (warning) => warnings.push(warning),
    moved: ({ entries, bytes }) => {
      total.calls += 1;
      total.entries += entries;
      total.bytes += bytes;
    },
    warnings,
    total,
  };
}

/** A folder as a plan has it: everything in it, unless told otherwise. */
export function folderSource(
  folder: string,
  config: Partial<FolderSource["config"]> = {},
  kind: FolderSource["kind"] = "files",
): FolderSource {
  return {
    kind,
    name: "source",
    config: {
      path: folder,
      include: [],
      exclude: [],
      ignoreCase: false,
      excludeIfPresent: "",
      excludeCaches: true,
      largerThanBytes: null,
      oneFileSystem: false,
      ...config,
    },
  };
}

export function databaseSource(file: string): DatabaseSource {
  return { kind: "database", name: "app", config: { engine: "sqlite", path: file } };
}

/** An entry with what was read of it. */
export interface ReadEntry extends Entry {
  /** `null` for folders, links, and what could not be read. */
  content: Buffer | null;
  /** Why it could not be read, or what its verdict was. */
  warning: Failure | null;
}

/** Reads a source as a run would, and closes it. */
export async function readAll(open: OpenSource): Promise<ReadEntry[]> {
  const all: ReadEntry[] = [];
  for await (const entry of open.entries()) all.push({ ...entry, ...(await readOne(entry)) });
  await open.close();
  return all;
}

/** Reads one entry to its end, once more when it asks for that. */
export async function readOne(
  entry: Entry,
): Promise<{ content: Buffer | null; warning: Failure | null }> {
  if (entry.kind !== "file") return { content: null, warning: null };
  try {
    return await readToEnd(entry).catch((error: unknown) => {
      if (error instanceof ReadAgain) return readToEnd(entry);
      throw error;
    });
  } catch (error) {
    return { content: null, warning: error as Failure };
  }
}

/** Opens an entry and reads it once. */
export async function readToEnd(
  entry: Entry,
  happens: (chunk: number) => unknown = () => {},
): Promise<{ size: number; content: Buffer; warning: Failure | null }> {
  const opened: Content = await entry.open();
  const chunks: Buffer[] = [];
  for await (const chunk of opened.chunks) {
    chunks.push(chunk);
    await happens(chunks.length);
  }
  const content = Buffer.concat(chunks);
  return { size: opened.size, content, warning: await opened.verdict() };
}

/** A folder with files of the given contents; a path that ends in `/` is an empty folder. */
export async function folderWith(files: Record<string, string>): Promise<string> {
  const folder = path.join(await temporaryFolder(), "data");
  await mkdir(folder);
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    await mkdir(name.endsWith("/") ? file : path.dirname(file), { recursive: true });
    if (!name.endsWith("/")) await writeFile(file, content);
  }
  return folder;
}

/** The paths that a source yields, without its own folder. */
export async function pathsOf(
  source: FolderSource,
  surroundings?: SourceSurroundings,
): Promise<string[]> {
  const open = await openSource(source, surroundings ?? (await watchedSurroundings()));
  const entries = await readAll(open);
  return entries.slice(1).map((entry) => entry.path.replace("source/", ""));
}

/**
 * Runs TypeScript in a process to which file permissions apply, and returns what it prints as JSON.
 * Where the tests run as root, it is root without the right to pass them by.
 */
export async function whereModesCount(script: string): Promise<unknown> {
  const node = [process.execPath, "--input-type=module-typescript", "--eval", script];
  const caps = "-dac_override,-dac_read_search";
  const limited = ["setpriv", "--bounding-set", caps, "--inh-caps", caps, ...node];
  const [command = "", ...rest] = process.getuid?.() === 0 ? limited : node;
  const { stdout } = await promisify(execFile)(command, rest, { cwd: projectFolder });
  return JSON.parse(stdout);
}

const projectFolder = path.join(import.meta.dirname, "..");
