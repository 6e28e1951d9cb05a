import { userInfo } from "node:os";
import type { FileStats } from "./stats.ts";

/** What stands at a path, in words that fit "/x is …". */
export function foundWords(stats: FileStats): string {
  if (stats.isDirectory()) return "a folder";
  if (stats.isFile()) return "a file";
  if (stats.isSymbolicLink()) return "a link";
  if (stats.isFIFO()) return "a FIFO";
  if (stats.isSocket()) return "a socket";
  if (stats.isBlockDevice() || stats.isCharacterDevice()) return "a device";
  return "something unknown";
}

/** The code of a system error, such as `ENOENT`; `""` for anything else. */
export function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

/** Why the system refused, in a few words. */
export function errorWords(error: unknown): string {
  const code = errorCode(error);
  if (code === "EACCES" || code === "EPERM") return `not allowed to the user ${userName()}`;
  return errorTexts[code] ?? (code || String(error));
}

const errorTexts: Record<string, string> = {
  ENOENT: "it was away for a moment",
  EIO: "the disk gave an error",
  ENAMETOOLONG: "its path is too long",
  EMFILE: "too many open files",
  ENFILE: "too many open files",
  EBUSY: "in use",
  ENOTCONN: "its file system is not connected",
  EHOSTDOWN: "its server does not answer",
  ETIMEDOUT: "its server does not answer",
};

/** Under which name this process runs, for whoever grants permissions. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.geteuid?.() ?? "unknown"); // an id without a name, as in containers
  }
}
