import type { BigIntStats } from "node:fs";

/** What is known of a file from looking at it; what the system gives is one, too. */
export type FileStats = Pick<
  BigIntStats,
  | "dev"
  | "ino"
  | "mode"
  | "uid"
  | "gid"
  | "size"
  | "mtimeMs"
  | "mtimeNs"
  | "ctimeMs"
  | "isFile"
  | "isDirectory"
  | "isSymbolicLink"
  | "isFIFO"
  | "isSocket"
  | "isBlockDevice"
  | "isCharacterDevice"
>;
