import { existsSync, readFileSync, statSync } from "node:fs";
import { builtinModules } from "node:module";
import path from "node:path";
import { type CodeFile, lineAt, type Tree } from "./tree.ts";

/** One import of a file, resolved. */
export interface Import {
  line: number;
  /** As written. */
  specifier: string;
  /** Gone before the code runs. */
  typeOnly: boolean;
  to: Target;
}

export type Target =
  | { kind: "file"; path: string }
  | { kind: "package"; name: string }
  | { kind: "builtin" }
  | { kind: "missing" };

/** The imports of each file of the tree, by its path. */
export function readImports(tree: Tree): Map<string, Import[]> {
  const resolve = resolver(tree.root);
  return new Map(
    tree.code.map((file) => [
      file.path,
      requestsOf(file).map(({ offset, specifier, typeOnly }) => ({
        line: lineAt(file, offset),
        specifier,
        typeOnly,
        to: resolve(file.path, specifier),
      })),
    ]),
  );
}

interface Request {
  offset: number;
  specifier: string;
  typeOnly: boolean;
}

/** Static imports, re-exports and `import("…")` with a plain text. */
function requestsOf({ parsed, text }: CodeFile): Request[] {
  const { staticImports, staticExports, dynamicImports } = parsed.module;
  const imports = staticImports.map(({ moduleRequest, entries }) => ({
    offset: moduleRequest.start,
    specifier: moduleRequest.value,
    typeOnly: entries.length > 0 && entries.every((entry) => entry.isType),
  }));
  const exports = staticExports.flatMap(({ entries }) => {
    const from = entries.flatMap((entry) => (entry.moduleRequest ? [entry.moduleRequest] : []));
    const first = from[0];
    if (!first) return [];
    const typeOnly = entries.every((entry) => entry.isType);
    return [{ offset: first.start, specifier: first.value, typeOnly }];
  });
  const dynamic = dynamicImports.flatMap(({ moduleRequest: { start, end } }) => {
    const literal = /^(["'`])([^"'`$]*)\1$/.exec(text.slice(start, end));
    return literal ? [{ offset: start, specifier: literal[2] ?? "", typeOnly: false }] : [];
  });
  return [...imports, ...exports, ...dynamic];
}

/** Resolves as Node and the bundler do: `imports` of package.json, relative paths, packages. */
function resolver(root: string): (from: string, specifier: string) => Target {
  const aliases = readAliases(root);
  const file = (relative: string): Target =>
    isFile(path.join(root, relative))
      ? { kind: "file", path: path.posix.normalize(relative) }
      : { kind: "missing" };
  return (from, specifier) => {
    if (specifier.startsWith("."))
      return file(path.posix.join(path.posix.dirname(from), specifier));
    if (specifier.startsWith("#")) {
      const target = applyAlias(aliases, specifier);
      return target === null ? { kind: "missing" } : file(target);
    }
    if (specifier.startsWith("node:")) return { kind: "builtin" };
    if (builtinModules.includes(specifier)) return { kind: "builtin" };
    return { kind: "package", name: specifier };
  };
}

function readAliases(root: string): [string, string][] {
  const file = path.join(root, "package.json");
  if (!existsSync(file)) return [];
  const { imports = {} } = JSON.parse(readFileSync(file, "utf8"));
  // The longest pattern wins, as in Node: `#lib/*/schema` before `#lib/*`.
  return Object.entries<string>(imports).sort(([a], [b]) => b.length - a.length);
}

function applyAlias(aliases: readonly [string, string][], specifier: string): string | null {
  for (const [pattern, target] of aliases) {
    const [before = "", after] = pattern.split("*");
    if (after === undefined) {
      if (specifier === pattern) return target;
      continue;
    }
    const fits = specifier.startsWith(before) && specifier.endsWith(after);
    if (!fits || specifier.length <= before.length + after.length) continue;
    const middle = specifier.slice(before.length, specifier.length - after.length);
    return target.replaceAll("*", middle);
  }
  return null;
}

function isFile(absolute: string): boolean {
  return statSync(absolute, { throwIfNoEntry: false })?.isFile() ?? false;
}
