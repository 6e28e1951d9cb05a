import path from "node:path";
import { parseArgs } from "node:util";
import { asLine, type Finding, type Rule } from "./finding.ts";
import { client } from "./rules/client.ts";
import { docCommands } from "./rules/commands.ts";
import { docCauses, docPaths, docScripts, docVariables } from "./rules/docs.ts";
import { errorPages } from "./rules/error-pages.ts";
import { faultTable } from "./rules/faults.ts";
import { lint, types } from "./rules/foreign.ts";
import { fileLength, functionLength } from "./rules/limits.ts";
import { pages } from "./rules/pages.ts";
import { docPlatforms } from "./rules/platforms.ts";
import { knownRooms, rooms } from "./rules/rooms.ts";
import { oneQueue, useCases } from "./rules/use-cases.ts";
import { machines, names, words } from "./rules/words.ts";
import { readTree, type Tree } from "./tree.ts";

/** The rules of the house. Each counts as one test of `npm test`. */
export const rules: readonly Rule[] = [
  lint,
  types,
  knownRooms,
  rooms,
  client,
  pages,
  fileLength,
  functionLength,
  useCases,
  oneQueue,
  words,
  names,
  machines,
  errorPages,
  docPaths,
  docScripts,
  docVariables,
  docCauses,
  docCommands,
  docPlatforms,
  faultTable,
];

/** What one rule found; nothing when the tree keeps it. */
export interface Verdict {
  rule: string;
  findings: Finding[];
}

/** Applies the rules; the slow ones, which are other programs, side by side. */
export function check(tree: Tree, applied: readonly Rule[] = rules): Promise<Verdict[]> {
  return Promise.all(
    applied.map(async (rule) => ({ rule: rule.name, findings: await rule.find(tree) })),
  );
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: "boolean" } } });
  const tree = readTree(path.join(import.meta.dirname, ".."));
  const verdicts = await check(tree);
  const findings = verdicts.flatMap((verdict) => verdict.findings);
  if (values.json) process.stdout.write(`${JSON.stringify(verdicts)}\n`);
  else for (const finding of findings) process.stdout.write(`${asLine(finding)}\n`);
  const sum = `${verdicts.length} rules, ${tree.code.length} modules, ${findings.length} findings`;
  process.stderr.write(`${sum}\n`);
  process.exitCode = findings.length > 0 ? 1 : 0;
}

if (import.meta.main) await main();
