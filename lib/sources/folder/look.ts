import { lstat } from "node:fs/promises";
import type { FileStats } from "../stats.ts";

/** What looking at a file came to: what it is, or the error of the system. */
export type Look = FileStats | Error;

/** What these files are, in their order. Links are not followed. */
export function lookOneByOne(files: readonly Buffer[]): Promise<Look[]> {
  return Promise.all(
    files.map((file) => lstat(file, { bigint: true }).catch((error: Error) => error)),
  );
}
