import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { check, rules } from "./check.ts";
import { asLine, type Rule } from "./finding.ts";
import { readTree } from "./tree.ts";

/** Files by their path; `null` stands for one that is taken out. */
export type Files = Record<string, string | null>;

/** What breaks a rule, and the place and words it has to name. */
export interface Planted {
  files: Files;
  expected: RegExp;
}

const manifest = {
  type: "module",
  scripts: { start: "node bin/start.mjs" },
  imports: { "#lib/*": "./lib/*/index.ts", "#lib/*/schema": "./lib/*/schema.ts" },
};
const compiler = {
  module: "esnext",
  moduleResolution: "bundler",
  target: "es2024",
  strict: true,
  noEmit: true,
  jsx: "preserve",
  allowImportingTsExtensions: true,
  types: [],
};

/** A small house in order: one use case, its callers, a page, its documents. */
export const clean: Record<string, string> = {
  "package.json": `${JSON.stringify(manifest, null, 2)}\n`,
  "tsconfig.json": `${JSON.stringify({ compilerOptions: compiler }, null, 2)}\n`,
  "biome.json": `{
  "files": { "includes": ["**", "!docs"] },
  "formatter": { "indentStyle": "space", "lineWidth": 100 }
}
`,
  "lib/failures/index.ts": `export const variables = "HOLDFAST_DATA HOLDFAST_KEY HOLDFAST_KEY_FILE HOLDFAST_URL";
export const more = "HOLDFAST_ALLOW_LOOPBACK";
`,
  "lib/db/index.ts":
    "export const write = <T>(_db: object, work: (tx: object) => T): T => work({});\n",
  "lib/access/index.ts":
    "export const allow = (_ctx: object, _action: string): void => {};\nexport const audit = (_tx: object, _line: object): void => {};\n",
  "lib/plans/schema.ts": "export const planNameMax = 64;\n",
  "lib/plans/index.ts": 'export { pausePlan } from "./pause.ts";\n',
  "lib/plans/pause.ts": `import { allow, audit } from "#lib/access";
import { write } from "#lib/db";

export function pausePlan(ctx: { db: object }): void {
  allow(ctx, "plan:pause");
  write(ctx.db, (tx) => audit(tx, {}));
}
`,
  "lib/runs/index.ts": 'export { pausePlan } from "#lib/plans";\n',
  "lib/sources/index.ts": "export const depthMax = 100;\n",
  "lib/vault/index.ts": "export const entriesMax = 100;\n",
  "components/name.tsx": `"use client";
import { planNameMax } from "#lib/plans/schema";

export const nameMax = planNameMax;
`,
  "cli/main.ts": 'import { pausePlan } from "#lib/runs";\n\npausePlan({ db: {} });\n',
  "docs/use.md":
    "# Use\n\nSee [the first heading](#use), `lib/plans/pause.ts`, `npm start` and `npx holdfast run NAME --wait`.\n",
};

/**
 * What rules say of the house in order, written into a folder, with some of its files replaced.
 *
 * @param applied absent: all of them
 */
export async function findings(
  folder: string,
  planted: Files,
  applied: readonly Rule[] = rules,
): Promise<string[]> {
  for (const [file, text] of Object.entries({ ...clean, ...planted })) {
    if (text === null) continue;
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  }
  const verdicts = await check(readTree(folder), applied);
  return verdicts.flatMap((verdict) => verdict.findings.map(asLine));
}

/** So many lines of code. */
export const long = (lines: number, line: (at: number) => string) =>
  Array.from({ length: lines }, (_, at) => `${line(at)}\n`).join("");
