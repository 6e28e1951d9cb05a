import type { Finding, Rule } from "../finding.ts";
import { type CodeFile, lineAt } from "../tree.ts";
import { calledName, isFunction, isNode, type SyntaxNode, walkSyntax } from "../walk.ts";
import { placeOf } from "./rooms.ts";

const excuse = /^\s*\/\/ check: no-audit: \S+/;

/**
 * A write is a use case: it authorises and audits, or says above the function why it need not. The
 * parts that a use case calls in its own file count as its text, and a part that is not exported is
 * authorised when everything that calls it is.
 */
export const useCases: Rule = {
  name: "use cases: a write is allowed and audited",
  find: (tree) => tree.code.filter(writes).flatMap(unguardedWrites),
};

/** Writes go through the one queue of `lib/db`. */
export const oneQueue: Rule = {
  name: "use cases: writes pass one queue",
  find: (tree) => tree.code.filter(writes).flatMap(stray),
};

/** The rooms and what calls them; tests arrange their own rows, and `lib/db` is below all this. */
function writes(file: CodeFile): boolean {
  if (file.isTest || placeOf(file.path) === "lib/db") return false;
  return /^(?:lib|app|worker|cli|bin)\//.test(file.path);
}

function unguardedWrites(file: CodeFile): Finding[] {
  const name = writeName(file);
  if (!name) return [];
  const parts = readParts(file);
  const findings: Finding[] = [];
  walkSyntax(programOf(file), (node, around) => {
    if (calledName(node) !== name) return;
    if (around.filter(isFunction).some((each) => isExcused(file, each))) return;
    const missing = missingCalls(caseAround(around), parts);
    if (missing.length === 0) return;
    const message = `writes without ${missing.join(" and ")}; call them in the same use case, or say above the function: // check: no-audit: reason`;
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

/** A function at the top of a file. */
interface Part {
  node: SyntaxNode;
  exported: boolean;
  /** What it calls, itself or in functions inside it. */
  calls: ReadonlySet<string>;
}

function readParts(file: CodeFile): Map<string, Part> {
  const parts = new Map<string, Part>();
  for (const statement of file.parsed.program.body as unknown as SyntaxNode[]) {
    const exported = statement.type.startsWith("Export");
    const declared = exported && isNode(statement.declaration) ? statement.declaration : statement;
    for (const { name, node } of functionsOf(declared)) {
      parts.set(name, { node, exported, calls: callsIn(node) });
    }
  }
  return parts;
}

function functionsOf(declared: SyntaxNode): { name: string; node: SyntaxNode }[] {
  if (isFunction(declared) && isNode(declared.id)) {
    return [{ name: String(declared.id.name), node: declared }];
  }
  const variables = Array.isArray(declared.declarations) ? declared.declarations : [];
  return variables.filter(isNode).flatMap(({ id, init }) => {
    if (!isNode(id) || !isNode(init) || !isFunction(init)) return [];
    return [{ name: String(id.name), node: init }];
  });
}

function callsIn(node: SyntaxNode): Set<string> {
  const calls = new Set<string>();
  walkSyntax(node, (each) => void calls.add(calledName(each)));
  return calls;
}

/** The function that is the use case: the nearest method, else the outermost function. */
function caseAround(around: readonly SyntaxNode[]): SyntaxNode | undefined {
  const method = around.findLastIndex((node, at) => {
    const owner = around[at - 1]?.type;
    return isFunction(node) && (owner === "MethodDefinition" || owner === "Property");
  });
  return method >= 0 ? around[method] : around.find(isFunction);
}

function missingCalls(node: SyntaxNode | undefined, parts: Map<string, Part>): string[] {
  if (!node) return ["allow()", "audit()"];
  const calls = withParts(callsIn(node), parts);
  const allowed = calls.has("allow") || callersAllow(node, parts, new Set());
  return [...(allowed ? [] : ["allow()"]), ...(calls.has("audit") ? [] : ["audit()"])];
}

/** Calls, and the calls of the file's own functions among them, and so on. */
function withParts(calls: ReadonlySet<string>, parts: Map<string, Part>): Set<string> {
  const all = new Set(calls); // a Set visits what is added while it is walked
  for (const name of all) for (const more of parts.get(name)?.calls ?? []) all.add(more);
  return all;
}

/** Whether a function is reached only through functions of its file that authorise. */
function callersAllow(node: SyntaxNode, parts: Map<string, Part>, seen: Set<string>): boolean {
  const own = [...parts].find(([, part]) => part.node === node);
  if (!own || own[1].exported || seen.has(own[0])) return false;
  seen.add(own[0]);
  const callers = [...parts.values()].filter((part) => part.calls.has(own[0]));
  return (
    callers.length > 0 &&
    callers.every((part) => part.calls.has("allow") || callersAllow(part.node, parts, seen))
  );
}

/** The line above the function's first line gives the reason. */
function isExcused(file: CodeFile, node: SyntaxNode): boolean {
  return excuse.test(file.lines[lineAt(file, node.start) - 2] ?? "");
}

const changes = new Set(["insert", "update", "delete", "transaction", "run"]);

/** `db.insert(…)` outside a transaction of `write`. */
function stray(file: CodeFile): Finding[] {
  const findings: Finding[] = [];
  walkSyntax(programOf(file), (node) => {
    const [object, change] = calledName(node).split(".").slice(-2);
    if (object !== "db" || change === undefined || !changes.has(change)) return;
    const message = `db.${change} passes the queue by; write(ctx.db, async (tx) => tx.${change}(…)) instead`;
    findings.push({ path: file.path, line: lineAt(file, node.start), message });
  });
  return findings;
}

function programOf(file: CodeFile): SyntaxNode {
  return file.parsed.program as unknown as SyntaxNode;
}
