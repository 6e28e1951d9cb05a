import type { LeftOutBy } from "../schema.ts";
import type { FolderSource } from "../source.ts";
import { matches, mayMatchBelow, type Pattern, parsePattern } from "./pattern.ts";

/** What of a folder is taken, as its source says; paths are parts below the source's folder. */
export interface Rules {
  /** The exclude pattern that leaves a path out, else `null`. Asked from the top down. */
  excluded(path: readonly string[], isFolder: boolean): LeftOutBy | null;
  /** Whether a path is among what is asked for; `within`: whether its folder is. */
  isIncluded(path: readonly string[], isFolder: boolean, within: boolean): boolean;
  /** Whether an include pattern could match below a folder that is not included itself. */
  mayIncludeBelow(folder: readonly string[]): boolean;
  tooLarge(bytes: number): boolean;
  /** A file of this name leaves its folder out; `null`: none does. */
  marker: string | null;
  leaveCachesOut: boolean;
  oneFileSystem: boolean;
  /** What the rules that are no patterns are called. */
  by: Record<"include" | "size" | "marker" | "cache", LeftOutBy>;
  /** Everything that can leave something out, patterns first. */
  all: readonly LeftOutBy[];
}

/** @throws Failure `pattern-invalid` */
export function rulesOf(config: FolderSource["config"]): Rules {
  const parse = (lines: readonly string[]) =>
    lines.map((line) => parsePattern(line, config)).filter((pattern) => pattern !== null);
  const include = parse(config.include);
  const exclude = parse(config.exclude).map((pattern) => ({ pattern, by: byPattern(pattern) }));
  const marker = config.excludeIfPresent === "" ? null : config.excludeIfPresent;
  const sizeMax = config.largerThanBytes ?? Number.POSITIVE_INFINITY;
  const by: Rules["by"] = {
    include: { rule: "include", text: "not asked for" },
    size: { rule: "size", text: `larger than ${sizeMax} bytes` },
    marker: { rule: "marker", text: `holds ${marker}` },
    cache: { rule: "cache", text: "marked as a cache" },
  };
  return {
    excluded(path, isFolder) {
      const found = exclude.findLast(({ pattern }) => matches(pattern, path, isFolder));
      return found && !found.pattern.negative ? found.by : null;
    },
    isIncluded(path, isFolder, within) {
      if (include.length === 0) return true;
      const found = include.findLast((pattern) => matches(pattern, path, isFolder));
      return found ? !found.negative : within;
    },
    mayIncludeBelow: (folder) =>
      include.some((pattern) => !pattern.negative && mayMatchBelow(pattern, folder)),
    tooLarge: (bytes) => bytes > sizeMax,
    marker,
    leaveCachesOut: config.excludeCaches,
    oneFileSystem: config.oneFileSystem,
    by,
    all: [
      ...exclude.filter(({ pattern }) => !pattern.negative).map((each) => each.by),
      ...(include.length > 0 ? [by.include] : []),
      ...(config.largerThanBytes === null ? [] : [by.size]),
      ...(marker === null ? [] : [by.marker]),
      ...(config.excludeCaches ? [by.cache] : []),
    ],
  };
}

function byPattern(pattern: Pattern): LeftOutBy {
  return { rule: "exclude", text: pattern.text };
}
