import type { Finding, Rule } from "../finding.ts";
import { type CodeFile, lineAt } from "../tree.ts";
import { calledName, isFunction, type SyntaxNode, walkSyntax } from "../walk.ts";
import { placeOf } from "./rooms.ts";

const excuse = /^\s*\/\/ check: no-audit: \S+/;

/** A write is a use case: it authorises and audits, or says above the function why it need not. */
export const useCases: Rule = {
  name: "use cases: a write is allowed and audited",
  find: (tree) => tree.code.filter(writes).flatMap(unguardedWrites),
};

/** Writes go through the one queue of `lib/db`. */
export const oneQueue: Rule = {
  name: "use cases: writes pass one queue",
  find: (tree) => tree.code.filter(writes).flatMap(stray),
};

/** The rooms and what calls them; tests arrange their own rows. */
function writes(file: CodeFile): boolean {
  return !file.isTest && /^(?:lib|app|worker|cli|bin)\//.test(file.path) && !isDatabase(file);
}

function isDatabase(file: CodeFile): boolean {
  return placeOf(file.path) === "lib/db";
}

function unguardedWrites(file: CodeFile): Finding[] {
  const name = writeName(file);
  if (!name) return [];
  const findings: Finding[] = [];
  walkSyntax(file.parsed.program as unknown as SyntaxNode, (node, around) => {
    if (calledName(node) !== name) return;
    const functions = around.filter(isFunction);
    if (functions.some((each) => isExcused(file, each))) return;
    const missing = missingCalls(caseAround(around));
    if (missing.length === 0) return;
    const message = `writes without ${missing.join(" and ")}; call them in the same function, or say above it: // check: no-audit: reason`;
    findings.push({ path: file.path, line: lineAt(file, node.start), message });
  });
  return findings;
}

/** The local name of `write` of `lib/db`; `null` where it is not imported. */
function writeName({ parsed }: CodeFile): string | null {
  for (const { moduleRequest, entries } of parsed.module.staticImports) {
    if (moduleRequest.value !== "#lib/db") continue;
    const entry = entries.find((each) => each.importName.name === "write");
    if (entry) return entry.localName.value;
  }
  return null;
}

/** The function that is the use case: the nearest method, else the outermost function. */
function caseAround(around: readonly SyntaxNode[]): SyntaxNode | undefined {
  const method = around.findLastIndex((node, at) => {
    const owner = around[at - 1];
    const isMethod = owner?.type === "MethodDefinition" || owner?.type === "Property";
    return isFunction(node) && isMethod;
  });
  return method >= 0 ? around[method] : around.find(isFunction);
}

function missingCalls(useCase: SyntaxNode | undefined): string[] {
  const missing = new Set(["allow", "audit"]);
  if (useCase) walkSyntax(useCase, (node) => void missing.delete(calledName(node)));
  return [...missing].map((name) => `${name}()`);
}

/** The line above the function's first line gives the reason. */
function isExcused(file: CodeFile, node: SyntaxNode): boolean {
  const line = lineAt(file, node.start);
  return excuse.test(file.lines[line - 2] ?? "");
}

const changes = new Set(["insert", "update", "delete", "transaction", "run"]);

/** `db.insert(…)` outside a transaction of `write`. */
function stray(file: CodeFile): Finding[] {
  const findings: Finding[] = [];
  walkSyntax(file.parsed.program as unknown as SyntaxNode, (node) => {
    const names = calledName(node).split(".");
    const [object, change] = names.slice(-2);
    if (object !== "db" || change === undefined || !changes.has(change)) return;
    const message = `db.${change} passes the queue by; write(ctx.db, async (tx) => tx.${change}(…)) instead`;
    findings.push({ path: file.path, line: lineAt(file, node.start), message });
  });
  return findings;
}
