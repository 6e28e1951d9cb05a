import type { Finding, Rule } from "../finding.ts";
import type { Tree } from "../tree.ts";

/** The table of faults: its first column is a number, its last the tests. */
const tablePath = "docs/architecture/faults.md";

/** The table of faults names tests that name the fault, and knows every fault that a test names. */
export const faultTable: Rule = {
  name: "docs: the table of faults is what the tests say",
  find: (tree) => {
    const table = tree.files.find(({ path }) => path === tablePath);
    const rows = (table?.lines ?? []).flatMap(asRow);
    const named = namedFaults(tree);
    return [
      ...rows.flatMap(({ fault, line, tests }) => {
        if (tests.length === 0) return [found(line, `fault ${fault} has no test`)];
        return tests
          .filter((test) => !named.get(fault)?.has(test))
          .map((test) => found(line, `${test} names no fault ${fault} in a title`));
      }),
      ...[...named].flatMap(([fault, [test]]) => {
        if (rows.some((row) => row.fault === fault)) return [];
        return [found(1, `fault ${fault} has no row, and ${test} names it`)];
      }),
    ];
  },
};

function found(line: number, message: string): Finding {
  return { path: tablePath, line, message };
}

function asRow(text: string, index: number) {
  const [, number = "", ...cells] = text.split("|").map((cell) => cell.trim());
  if (!/^\d+$/.test(number)) return [];
  const tests = [...(cells.at(-2) ?? "").matchAll(/`([^`]+)`/g)].map(([, test = ""]) => test);
  return [{ fault: Number(number), line: index + 1, tests }];
}

/** Which test files name a fault, as "(fault 6)", "fault 26: …" or "(faults 1, 22)". */
function namedFaults(tree: Tree): Map<number, Set<string>> {
  const named = new Map<number, Set<string>>();
  for (const { path, text, isTest } of tree.code) {
    if (!isTest || path.startsWith("tools/")) continue;
    for (const [, list = ""] of text.matchAll(/\bfaults? (\d+(?:, \d+)*)\b/gi)) {
      for (const fault of list.split(", ").map(Number)) {
        named.set(fault, (named.get(fault) ?? new Set()).add(path));
      }
    }
  }
  return named;
}
