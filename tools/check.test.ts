import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../test/installation.ts";
import { rules } from "./check.ts";
import { causeNames, errorPagesFolder, headOf, indexTable } from "./error-pages.ts";
import { clean, findings } from "./planted.ts";

const sections = ["What happened", "How to mend it", "What else it may be", "Related"]
  .map((title) => `## ${title}\n\nA sentence.\n`)
  .join("\n");

/** The pages that a house in order has for its causes. */
const causePages: Record<string, string> = {
  [`${errorPagesFolder}/README.md`]: indexTable(),
  ...Object.fromEntries(
    causeNames.map((cause) => [`${errorPagesFolder}/${cause}.md`, headOf(cause) + sections]),
  ),
};

describe("npm run check", () => {
  it("finds nothing in a house that is in order", async () => {
    expect(await findings(await temporaryFolder(), causePages)).toEqual([]);
  });

  it("refuses to pass when it read no module", async () => {
    const modules = Object.keys(clean).filter((file) => /\.tsx?$/.test(file));
    const without = Object.fromEntries(modules.map((file) => [file, null]));
    const found = await findings(await temporaryFolder(), without);
    expect(found).toContainEqual(expect.stringMatching(/no module was read/));
  });

  it("applies every rule there is, and each has a test that breaks it", async () => {
    const folder = path.join(import.meta.dirname, "rules");
    const files = await readdir(folder);
    const applied = new Set(rules);
    for (const file of files.filter((each) => !each.endsWith(".test.ts"))) {
      const test = await readFile(path.join(folder, file.replace(".ts", ".test.ts")), "utf8");
      const exported: Record<string, unknown> = await import(
        `./rules/${file.replace(".ts", "")}.ts`
      );
      for (const [name, rule] of Object.entries(exported)) {
        if (typeof rule !== "object" || rule === null || !("find" in rule)) continue;
        expect(applied.delete(rule as (typeof rules)[number]), `${name} is applied`).toBe(true);
        expect(test, `${name} is broken by ${file}'s test`).toMatch(
          new RegExp(`\\[${name}\\]|\\b${name}\\.find\\(`),
        );
      }
    }
    expect([...applied].map(({ name }) => name)).toEqual([]);
  });
});
