import type { Finding, Rule } from "../finding.ts";
import { type Import, readImports } from "../imports.ts";
import type { CodeFile } from "../tree.ts";

/** What is sent to a browser reaches `schema` doors only, however many files lie between. */
export const client: Rule = {
  name: "imports: browsers get schemas only",
  find(tree) {
    const imports = readImports(tree);
    const files = new Map(tree.code.map((file) => [file.path, file]));
    const findings = new Map<string, Finding>();
    for (const file of tree.code) {
      if (!hasDirective(file, "use client") && !isSchemaDoor(file.path)) continue;
      for (const finding of leaks(file, { imports, files })) {
        findings.set(`${finding.path}:${finding.line}`, finding);
      }
    }
    return [...findings.values()];
  },
};

interface Graph {
  imports: ReadonlyMap<string, Import[]>;
  files: ReadonlyMap<string, CodeFile>;
}

/** Follows what `start` needs at run time; a server action is a reference in the browser, not code. */
function leaks(start: CodeFile, { imports, files }: Graph): Finding[] {
  const findings: Finding[] = [];
  const seen = new Set([start.path]);
  const queue = [start];
  for (let file = queue.shift(); file; file = queue.shift()) {
    for (const each of imports.get(file.path) ?? []) {
      if (each.typeOnly) continue;
      const problem = leak(each);
      if (problem) {
        const message = `${problem}, and ${start.path} runs in the browser: import the schema door, or pass plain data in`;
        findings.push({ path: file.path, line: each.line, message });
        continue;
      }
      const next = each.to.kind === "file" ? files.get(each.to.path) : undefined;
      if (!next || seen.has(next.path) || hasDirective(next, "use server")) continue;
      seen.add(next.path);
      queue.push(next);
    }
  }
  return findings;
}

function leak({ specifier, to }: Import): string | null {
  if (to.kind === "builtin") return `${specifier} is part of Node`;
  if (to.kind === "file" && to.path.startsWith("lib/") && to.path.endsWith("/index.ts")) {
    return `${specifier} opens a door with a database behind it`;
  }
  return null;
}

function isSchemaDoor(path: string): boolean {
  return /^lib\/[^/]+\/schema\.ts$/.test(path);
}

export function hasDirective({ parsed }: CodeFile, directive: string): boolean {
  const first = parsed.program.body[0];
  return first?.type === "ExpressionStatement" && first.directive === directive;
}
