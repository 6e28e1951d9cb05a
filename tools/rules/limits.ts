import type { Finding, Rule } from "../finding.ts";
import { type CodeFile, lineAt } from "../tree.ts";
import { calledName, isFunction, type SyntaxNode, walkSyntax } from "../walk.ts";

/** A file that fits in the head of its reader. */
const fileLinesMax = 250;
/** A test tells one use case in order, and may take longer over it. */
const testFileLinesMax = 400;
/** A function that fits on one screen. */
const functionLinesMax = 70;

export const fileLength: Rule = {
  name: "limits: length of files",
  find: (tree) =>
    tree.code.flatMap(({ path, lines, text, isTest }) => {
      const count = text.endsWith("\n") ? lines.length - 1 : lines.length;
      const max = isTest ? testFileLinesMax : fileLinesMax;
      if (count <= max) return [];
      const message = `${count} lines; ${max} is the most: split it by what its parts mean`;
      return [{ path, line: 1, message }];
    }),
};

export const functionLength: Rule = {
  name: "limits: length of functions",
  find: (tree) => tree.code.flatMap(longFunctions),
};

function longFunctions(file: CodeFile): Finding[] {
  const findings: Finding[] = [];
  walkSyntax(file.parsed.program as unknown as SyntaxNode, (node, around) => {
    if (!isFunction(node) || (file.isTest && isChapter(around.at(-1)))) return;
    const line = lineAt(file, node.start);
    const count = lineAt(file, node.end) - line + 1;
    if (count <= functionLinesMax) return;
    const message = `a function of ${count} lines; ${functionLinesMax} is the most: name its parts`;
    findings.push({ path: file.path, line, message });
  });
  return findings;
}

/** `describe("…", () => …)` holds tests as a file does. */
function isChapter(parent: SyntaxNode | undefined): boolean {
  return parent !== undefined && /^(?:test\.)?describe\b/.test(calledName(parent));
}
