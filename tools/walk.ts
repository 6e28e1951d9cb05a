import { visitorKeys } from "oxc-parser";

/** A node of a syntax tree, as far as the rules need to know it. */
export interface SyntaxNode {
  type: string;
  start: number;
  end: number;
  [field: string]: unknown;
}

/** Calls `visit` for every node below `root`, with the nodes around it, the nearest last. */
export function walkSyntax(
  root: SyntaxNode,
  visit: (node: SyntaxNode, around: readonly SyntaxNode[]) => void,
): void {
  const around: SyntaxNode[] = [];
  const enter = (node: SyntaxNode) => {
    visit(node, around);
    around.push(node);
    for (const key of visitorKeys[node.type] ?? []) {
      for (const child of [node[key]].flat()) if (isNode(child)) enter(child);
    }
    around.pop();
  };
  enter(root);
}

const functionTypes = new Set([
  "FunctionDeclaration",
  "FunctionExpression",
  "ArrowFunctionExpression",
]);

export function isFunction(node: SyntaxNode): boolean {
  return functionTypes.has(node.type) && isNode(node.body);
}

/** The name of a called function: `write` of `write(…)`, `a.b` of `a.b(…)`; else empty. */
export function calledName(node: SyntaxNode): string {
  return node.type === "CallExpression" ? dottedName(node.callee) : "";
}

/** `a.b.c` of a chain of names; empty when something else is in it. */
export function dottedName(node: unknown): string {
  if (!isNode(node)) return "";
  if (node.type === "Identifier") return String(node.name);
  if (node.type !== "MemberExpression" || node.computed) return "";
  const object = dottedName(node.object);
  return object && isNode(node.property) ? `${object}.${String(node.property.name)}` : "";
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null && "type" in value && "start" in value;
}
