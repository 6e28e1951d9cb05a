import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../test/installation.ts";
import { check, rules } from "./check.ts";
import { causeNames, errorPagesFolder, headOf, indexTable } from "./error-pages.ts";
import { asLine, type Rule } from "./finding.ts";
import { readTree } from "./tree.ts";

type Files = Record<string, string>;

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

const sections = ["What happened", "How to mend it", "What else it may be", "Related"]
  .map((title) => `## ${title}\n\nA sentence.\n`)
  .join("\n");

/** A small house in order: one use case, its callers, a page, its documents. */
const clean: Files = {
  "package.json": `${JSON.stringify(manifest, null, 2)}\n`,
  "tsconfig.json": `${JSON.stringify({ compilerOptions: compiler }, null, 2)}\n`,
  "biome.json": `{
  "files": { "includes": ["**", "!docs"] },
  "formatter": { "indentStyle": "space", "lineWidth": 100 }
}
`,
  "lib/failures/index.ts": `export const variables = "HOLDFAST_DATA HOLDFAST_KEY HOLDFAST_KEY_FILE HOLDFAST_URL";
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
  [`${errorPagesFolder}/README.md`]: indexTable(),
  ...Object.fromEntries(
    causeNames.map((cause) => [`${errorPagesFolder}/${cause}.md`, headOf(cause) + sections]),
  ),
};

/** What the rules say of the clean tree with some files replaced; a `null` removes one. */
async function findings(
  planted: Record<string, string | null>,
  only: (rule: Rule) => boolean = () => true,
): Promise<string[]> {
  const root = await temporaryFolder();
  for (const [file, text] of Object.entries({ ...clean, ...planted })) {
    if (text === null) continue;
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), text);
  }
  const verdicts = await check(readTree(root), rules.filter(only));
  return verdicts.flatMap((verdict) => verdict.findings.map(asLine));
}

const long = (lines: number, line: (at: number) => string) =>
  Array.from({ length: lines }, (_, at) => `${line(at)}\n`).join("");

/** For each rule what breaks it, and the place and words it has to name. */
const planted: Record<string, { files: Record<string, string | null>; expected: RegExp }[]> = {
  "biome: format and lint": [
    { files: { "cli/x.ts": "export const  a = 1;\n" }, expected: /cli\/x\.ts:1 not formatted/ },
    { files: { "cli/x.ts": "export let a: any;\n" }, expected: /cli\/x\.ts:1 .*noExplicitAny/ },
  ],
  "tsc: types": [
    {
      files: { "cli/x.ts": 'export const a: number = "1";\n' },
      expected: /cli\/x\.ts:1 TS2322/,
    },
  ],
  "imports: every folder stands in the table": [
    {
      files: { "extras/a.ts": "export const a = 1;\n" },
      expected: /extras\/a\.ts:1 extras has no/,
    },
    { files: { "lib/extras/a.ts": "export const a = 1;\n" }, expected: /:1 lib\/extras has no/ },
  ],
  "imports: rooms and doors": [
    {
      files: { "lib/vault/a.ts": 'export * from "#lib/sources";\n' },
      expected: /lib\/vault\/a\.ts:1 lib\/vault may not import #lib\/sources: this room knows/,
    },
    {
      files: { "lib/vault/a.ts": 'export type * from "#lib/sources";\n' },
      expected: /lib\/vault may not import #lib\/sources/,
    },
    {
      files: { "lib/vault/a.ts": 'export const a = () => import("#lib/sources");\n' },
      expected: /lib\/vault may not import #lib\/sources/,
    },
    {
      files: { "lib/db/a.ts": 'export * from "#lib/access";\n' },
      expected: /lib\/db may not import #lib\/access: of the ground .* \(failures, entries, log\)/,
    },
    {
      files: { "lib/access/a.ts": 'export * from "#lib/plans";\n' },
      expected: /lib\/access may not import #lib\/plans/,
    },
    {
      files: { "lib/runs/a.ts": 'export * from "#lib/plans/pause";\n' },
      expected: /lib\/runs\/a\.ts:1 #lib\/plans\/pause is behind a door; import #lib\/plans/,
    },
    {
      files: { "lib/runs/a.ts": 'export * from "../plans/pause.ts";\n' },
      expected: /lib\/runs\/a\.ts:1 .*reaches into another room; import its door, #lib\/plans/,
    },
    {
      files: { "lib/runs/a.ts": 'export * from "./nowhere.ts";\n' },
      expected: /lib\/runs\/a\.ts:1 \.\/nowhere\.ts does not lead to a file/,
    },
    {
      files: { "components/a.tsx": 'export * from "#lib/plans";\n' },
      expected: /components may not import #lib\/plans: a component is given its data/,
    },
    {
      files: { "lib/plans/a.ts": 'export * from "react";\n' },
      expected: /lib\/plans may not import react/,
    },
    {
      files: { "cli/a.ts": 'export * from "../components/name.tsx";\n' },
      expected: /cli may not import components/,
    },
    {
      files: {
        "lib/plans/a.ts": 'export * from "../../test/a.ts";\n',
        "test/a.ts": "export {};\n",
      },
      expected: /lib\/plans may not import test/,
    },
  ],
  "imports: browsers get schemas only": [
    {
      files: {
        "app/name.tsx": '"use client";\n\nexport { a } from "./between.tsx";\n',
        "app/between.tsx": 'export { pausePlan as a } from "#lib/plans";\n',
      },
      expected:
        /app\/between\.tsx:1 #lib\/plans opens a door .* app\/name\.tsx runs in the browser/,
    },
    {
      files: { "lib/plans/schema.ts": 'export { sep } from "node:path";\n' },
      expected: /lib\/plans\/schema\.ts:1 node:path is part of Node/,
    },
  ],
  "app: folders are words of the domain, modules from a closed list": [
    {
      files: { "app/(console)/gadgets/page.tsx": "export default () => null;\n" },
      expected: /gadgets is no word of the domain/,
    },
    {
      files: { "app/(console)/plans/logic.ts": "export const a = 1;\n" },
      expected: /logic\.ts:1 a module of app is one of/,
    },
  ],
  "limits: length of files": [
    {
      files: { "cli/x.ts": long(251, (at) => `export const a${at} = 1;`) },
      expected: /cli\/x\.ts:1 251 lines; 250 is the most/,
    },
    {
      files: { "cli/x.test.ts": long(401, (at) => `export const a${at} = 1;`) },
      expected: /cli\/x\.test\.ts:1 401 lines; 400 is the most/,
    },
  ],
  "limits: length of functions": [
    {
      files: { "cli/x.ts": `export function a() {\n${long(69, () => "  void 0;")}}\n` },
      expected: /cli\/x\.ts:1 a function of 71 lines; 70 is the most/,
    },
  ],
  "use cases: a write is allowed and audited": [
    {
      files: {
        "lib/plans/a.ts": `import { write } from "#lib/db";

export const a = (db: object) => write(db, () => 1);
`,
      },
      expected: /lib\/plans\/a\.ts:3 writes without allow\(\) and audit\(\)/,
    },
    {
      files: {
        "lib/plans/a.ts": `import { allow, audit } from "#lib/access";
import { write } from "#lib/db";

export const a = (db: object) => {
  allow({}, "plan:pause");
  b(db);
};
export const b = (db: object) => write(db, (tx) => audit(tx, {}));
`,
      },
      expected: /lib\/plans\/a\.ts:8 writes without allow\(\);/, // b is exported: others reach it unasked
    },
    {
      files: {
        "lib/plans/a.ts": `import { write } from "#lib/db";

// check: no-audit:
export const a = (db: object) => write(db, () => 1);
`,
      },
      expected: /lib\/plans\/a\.ts:4 writes without/, // no reason given
    },
  ],
  "use cases: writes pass one queue": [
    {
      files: { "lib/plans/a.ts": "export const a = (db: Map<number, number>) => db.delete(1);\n" },
      expected: /lib\/plans\/a\.ts:1 db\.delete passes the queue by/,
    },
  ],
  "words: nothing is put off": [
    { files: { "cli/x.css": `/* TO${"DO"}: later */\n` }, expected: /cli\/x\.css:1 “T\w+”: do it/ },
    { files: { "docs/a.md": `FIX${"ME"}\n` }, expected: /docs\/a\.md:1 “F\w+”/ },
    {
      files: { "cli/x.ts": `export const a = {} as ${"any"};\n` },
      expected: /cli\/x\.ts:1 “as \w+”: name/,
    },
    { files: { "cli/x.ts": `// @ts-${"ignore"}\n` }, expected: /cli\/x\.ts:1 “@ts-\w+”/ },
    { files: { "cli/x.ts": `it.${"only"}("a");\n` }, expected: /cli\/x\.ts:1 “it\.\w+”/ },
    { files: { "cli/x.ts": `test.${"skip"}("a");\n` }, expected: /cli\/x\.ts:1 “test\.\w+”/ },
  ],
  "words: names say what is inside": [
    { files: { "cli/plan-helpers.ts": "export {};\n" }, expected: /plan-helpers\.ts:1 name it/ },
    { files: { "cli/utils/a.ts": "export {};\n" }, expected: /cli\/utils:1 name it for what/ },
    { files: { "cli/PlanName.ts": "export {};\n" }, expected: /PlanName\.ts:1 .* lower case/ },
  ],
  "words: no paths or keys of one machine": [
    { files: { "docs/a.md": `Look in /wo${"rk"}/main.\n` }, expected: /docs\/a\.md:1 “\/\w+\/m”/ },
    {
      files: { "cli/a.txt": `-----BEGIN ${"PRIVATE"} KEY-----\n${"A".repeat(64)}\n` },
      expected: /cli\/a\.txt:1 holds a private key/,
    },
  ],
  "docs: links and paths exist": [
    { files: { "docs/a.md": "[x](b.md)\n" }, expected: /docs\/a\.md:1 the link to b\.md leads no/ },
    { files: { "docs/a.md": "[x](use.md#b)\n" }, expected: /docs\/a\.md:1 .*no heading #b/ },
    { files: { "docs/a.md": "`lib/gone.ts`\n" }, expected: /docs\/a\.md:1 there is no lib\/gone/ },
  ],
  "docs: npm scripts exist": [
    {
      files: { "docs/a.md": "```\nnpm run go\n```\n" },
      expected: /docs\/a\.md:2 npm run go: there/,
    },
    { files: { "docs/a.md": "`npm test`\n" }, expected: /docs\/a\.md:1 npm test: there is no/ },
  ],
  "docs: environment variables exist": [
    { files: { "docs/a.md": "HOLDFAST_NONE\n" }, expected: /docs\/a\.md:1 nothing reads/ },
  ],
  "docs: a page for every cause, and no other": [
    {
      files: { "docs/reference/errors/disk-full.md": null },
      expected: /errors\/disk-full\.md:1 is missing/,
    },
    {
      files: { "docs/reference/errors/no-such.md": "# no-such\n" },
      expected: /errors\/no-such\.md:1 explains no cause/,
    },
  ],
  "docs: causes exist": [
    {
      files: { "docs/a.md": '`{ "cause": "no-such" }`\n' },
      expected: /docs\/a\.md:1 lib\/failures has no cause no-such/,
    },
  ],
};

describe("npm run check", () => {
  it("finds nothing in a house that is in order", async () => {
    expect(await findings({})).toEqual([]);
  });

  it("refuses to pass when it read no module", async () => {
    const nothing = Object.fromEntries(
      Object.keys(clean).map((file) => [file, /\.tsx?$/.test(file) ? null : (clean[file] ?? "")]),
    );
    expect(await findings(nothing)).toContainEqual(expect.stringMatching(/no module was read/));
  });

  it("knows a planted violation for each of its rules", () => {
    expect(Object.keys(planted).sort()).toEqual(rules.map(({ name }) => name).sort());
  });

  for (const [rule, cases] of Object.entries(planted)) {
    it.each(cases)(`${rule}: refuses $expected`, async ({ files, expected }) => {
      const found = await findings(files, ({ name }) => name === rule);
      expect(found).toContainEqual(expect.stringMatching(expected));
    });
  }

  it("counts what a use case calls in its own file as part of it", async () => {
    const split = `import { allow, audit } from "#lib/access";
import { write } from "#lib/db";

export function a(db: object): void {
  allow({}, "plan:pause");
  b(db);
}

function b(db: object): void {
  write(db, (tx) => c(tx));
}

function c(tx: object): void {
  audit(tx, {});
}
`;
    expect(await findings({ "lib/plans/a.ts": split })).toEqual([]);
  });

  it("lets a write be excused by a reason on the line above the function", async () => {
    const excused = `import { write } from "#lib/db";

/** Counts a heartbeat. */
// check: no-audit: a heartbeat, every few seconds
export const a = (db: object) => write(db, () => 1);
`;
    expect(await findings({ "lib/plans/a.ts": excused })).toEqual([]);
  });
});
