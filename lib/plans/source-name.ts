import type { SourceInput } from "./schema.ts";

const nameLengthMax = 64;

/**
 * The default name of a source, its folder in the archive: the last part of its path, then `-2`.
 *
 * @param taken names the plan's other sources have; upper and lower case count as the same
 */
export function sourceName(path: string, taken: readonly string[]): string {
  const names = new Set(taken.map(foldName));
  const base = usable(path.split("/").findLast((part) => part !== "") ?? "");
  for (let count = 1; ; count += 1) {
    const suffix = count === 1 ? "" : `-${count}`;
    const name = `${cut(base, nameLengthMax - suffix.length)}${suffix}`;
    if (!names.has(foldName(name))) return name;
  }
}

/** The name of a source that was given none. */
export function defaultName(
  source: Pick<SourceInput, "kind" | "config">,
  taken: readonly string[],
): string {
  return sourceName("path" in source.config ? source.config.path : "devices", taken);
}

/** A name as it is compared: one spelling whatever the case. */
export function foldName(name: string): string {
  return name.normalize("NFC").toLowerCase();
}

/** What a name may be, made of what a file system allows. */
function usable(part: string): string {
  const name = part
    .normalize("NFC")
    .replace(/[\\\p{C}]/gu, "-")
    .replace(/^[.\s]+/, "")
    .trim();
  return name === "" ? "root" : name;
}

/** Shortens without cutting a character in two. */
function cut(name: string, length: number): string {
  let short = "";
  for (const character of name) {
    if (short.length + character.length > length) break;
    short += character;
  }
  return short.trim();
}
